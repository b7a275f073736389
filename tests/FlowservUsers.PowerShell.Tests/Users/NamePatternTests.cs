using System.Management.Automation;
using FlowservUsers.Commands;
using FlowservUsers.Users;

namespace FlowservUsers.PowerShell.Tests.Users;

/// <summary>Patterns made at random of pieces that mean something, against names made of the same pieces.</summary>
public sealed class NamePatternTests : IDisposable
{
    private const int Seed = 1;
    private const int Names = 40;
    private const int Patterns = 400;

    private static readonly string[] Pieces =
        ["a", "B", "bob", "1", "-", "%", "_", "*", "?", "[", "]", "[a-c]", "`", "``", "'", "\u00E9", "e\u0301", "\uFB01", "\u00DF", "\U0001F600"];

    private readonly Engine _engine = new();
    private readonly Random _random = new(Seed);
    private readonly List<string> _names = [];

    public NamePatternTests()
    {
        for (int number = 0; number < Names; number++)
        {
            try
            {
                _names.Add(_engine.Service.RegisterUser(Text(), Engine.GoodPassword).Username);
            }
            catch (FlowservException exception) when (exception is DuplicateUserException or InvalidUsernameException)
            {
                // Another of the names is as good.
            }
        }
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_pattern_of_plain_letters_finds_what_PowerShell_says_it_matches()
    {
        int found = 0;
        foreach ((string pattern, UserQuery query) in RandomQueries().Where(made => made.Pattern.All(char.IsAscii)))
        {
            var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            string[] expected = [.. _names.Where(name => name.All(char.IsAscii) && wildcard.IsMatch(name)).Order(StringComparer.Ordinal)];
            Assert.Equal(expected, Find(query).Where(name => name.All(char.IsAscii)));
            found += expected.Length;
        }
        Assert.NotEqual(0, found);
    }

    [Fact]
    public void The_text_before_the_first_wildcard_narrows_the_search_without_losing_users() =>
        Assert.All(RandomQueries(), made => Assert.Equal(Find(made.Query with { Prefix = null }), Find(made.Query)));

    [Fact]
    public void A_name_whose_wildcards_are_escaped_finds_itself() => Assert.All(_names, name =>
    {
        string escaped = WildcardPattern.Escape(name) + "*";
        Assert.True(NamePattern.TryParse(escaped, out UserQuery? query));
        Assert.Contains(name, Find(query));
    });

    private IEnumerable<(string Pattern, UserQuery Query)> RandomQueries()
    {
        for (int number = 0; number < Patterns; number++)
        {
            string pattern = Text();
            if (NamePattern.TryParse(pattern, out UserQuery? query))
                yield return (pattern, query);
        }
    }

    private string[] Find(UserQuery query) =>
        [.. _engine.Service.Accounts.List(query).Select(user => user.Username).Order(StringComparer.Ordinal)];

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Pieces[_random.Next(Pieces.Length)]));
}
