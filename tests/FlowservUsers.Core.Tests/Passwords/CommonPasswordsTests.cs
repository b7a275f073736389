using System.IO.Compression;
using System.Text;
using FlowservUsers.Passwords;

namespace FlowservUsers.Core.Tests.Passwords;

public sealed class CommonPasswordsTests
{
    private static readonly string[] Entries = Read();

    [Fact]
    public void At_least_10000_entries_satisfy_the_default_length() =>
        Assert.InRange(Entries.Count(entry => entry.Length >= new FlowservPolicy().MinimumPasswordLength), 10_000, int.MaxValue);

    [Fact]
    public void The_list_is_lower_case_sorted_and_free_of_duplicates()
    {
        Assert.Equal(Entries, Entries.Select(entry => entry.ToLowerInvariant()));
        Assert.Equal(Entries, Entries.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_entry_is_found_case_insensitively()
    {
        Assert.All(Entries, entry => Assert.True(CommonPasswords.Contains(entry)));
        Assert.All(Entries, entry => Assert.True(CommonPasswords.Contains(entry.ToUpperInvariant())));
    }

    [Fact]
    public void Only_entries_are_found()
    {
        HashSet<string> known = [.. Entries];
        IEnumerable<string> neighbours = Entries.SelectMany(entry => new[] { entry + "\u007F", entry + "!", entry[..^1], "\n" + entry, entry + "\n" });

        Assert.All(neighbours.Where(text => !known.Contains(text)), text => Assert.False(CommonPasswords.Contains(text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\0")]
    [InlineData("p\u00E4ssword")]
    [InlineData("password\n1234567")]
    public void Odd_texts_are_not_found(string text) => Assert.False(CommonPasswords.Contains(text));

    [Fact]
    public void A_lone_surrogate_is_not_found() => Assert.False(CommonPasswords.Contains("\uD800"));

    [Fact]
    public void A_long_text_is_not_found() => Assert.False(CommonPasswords.Contains(new string('a', 100_000)));

    private static string[] Read()
    {
        using Stream resource = typeof(CommonPasswords).Assembly.GetManifestResourceStream("CommonPasswords.txt.br")!;
        using var reader = new StreamReader(new BrotliStream(resource, CompressionMode.Decompress), Encoding.ASCII);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
