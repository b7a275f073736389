using System.Security.Cryptography;
using FlowservUsers.Passwords;
using static FlowservUsers.Passwords.PasswordVerification;

namespace FlowservUsers.Core.Tests.Passwords;

public sealed class StoredHashTests
{
    private const string Digits31 = "abcdefghijklmnopqrstuvwxyzABCDE";
    private const string Bcrypt = "$2b$04$abcdefghijklmnopqrstuu" + Digits31;
    private const string Pbkdf2 = "$pbkdf2-sha256$1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw";

    private readonly PasswordHasher _hasher = new(new byte[HashingKey.Length]);

    public static TheoryData<string, string> Malformed
    {
        get
        {
            string[] bcrypt =
            [
                "", " ", "$", "$2b$", "$2b$04$", "plain text", Bcrypt + "a", Bcrypt[..^1], " " + Bcrypt[..^1],
                Bcrypt.Replace("$2b$", "$2$", StringComparison.Ordinal) + "a", Bcrypt.Replace("$2b$", "$2x$", StringComparison.Ordinal),
                Bcrypt.Replace("$2b$", "$2B$", StringComparison.Ordinal), Bcrypt.Replace("$2b$", "$3b$", StringComparison.Ordinal),
                Bcrypt.Replace("04", "00", StringComparison.Ordinal), Bcrypt.Replace("04", "03", StringComparison.Ordinal),
                Bcrypt.Replace("04", "-4", StringComparison.Ordinal), Bcrypt.Replace("04", "4$", StringComparison.Ordinal),
                Bcrypt.Replace("04", "\u0660\u0664", StringComparison.Ordinal), Bcrypt[..^1] + "\u00E9", Bcrypt[..^1] + "\0",
                Bcrypt[..^1] + "\n", Bcrypt[..^1] + "+", Bcrypt[..^1] + "\uD800", Bcrypt[..20] + "$" + Bcrypt[21..], new string('$', 60),
            ];
            string[] pbkdf2 =
            [
                "", "$pbkdf2-sha256$", "$pbkdf2-sha256$1$c2FsdA$", "$pbkdf2-sha256$1$c2FsdA", Pbkdf2 + "a", Pbkdf2[..^1], Pbkdf2 + "$",
                Pbkdf2.Replace("$1$", "$0$", StringComparison.Ordinal), Pbkdf2.Replace("$1$", "$-1$", StringComparison.Ordinal),
                Pbkdf2.Replace("$1$", "$01$", StringComparison.Ordinal), Pbkdf2.Replace("$1$", "$+1$", StringComparison.Ordinal),
                Pbkdf2.Replace("$1$", "$ 1$", StringComparison.Ordinal), Pbkdf2.Replace("$1$", "$1e3$", StringComparison.Ordinal),
                Pbkdf2.Replace("$1$", "$$", StringComparison.Ordinal), Pbkdf2.Replace("$1$", "$\u0661$", StringComparison.Ordinal),
                Pbkdf2.Replace("c2FsdA", "c2Fsd", StringComparison.Ordinal), Pbkdf2.Replace("c2FsdA", "c2FsdA==", StringComparison.Ordinal),
                Pbkdf2.Replace("c2FsdA", "c2 sdA", StringComparison.Ordinal), Pbkdf2.Replace('w', '+'), Pbkdf2.Replace('w', '\u00E9'),
                Pbkdf2.Replace("sha256", "sha512", StringComparison.Ordinal), Pbkdf2.ToUpperInvariant(), Bcrypt, "\0" + Pbkdf2,
            ];
            return
            [
                .. bcrypt.Select(value => new TheoryDataRow<string, string>("bcrypt", value)),
                .. bcrypt.Select(value => new TheoryDataRow<string, string>("hmac-sha384+bcrypt", value)),
                .. pbkdf2.Select(value => new TheoryDataRow<string, string>("pbkdf2-sha256", value)),
                .. pbkdf2.Select(value => new TheoryDataRow<string, string>("flowserv-pbkdf2-sha256", value)),
                new("", Bcrypt), new("BCRYPT", Bcrypt), new("md5", "5f4dcc3b5aa765d61d8327deb882cf99"), new("\0", "\0"),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_hash_is_unreadable_and_not_an_exception(string scheme, string value)
    {
        var hash = new PasswordHash(scheme, value);

        Assert.Equal(Unreadable, _hasher.Verify("correct horse", hash, workFactor: 4));
        Assert.Null(StoredHash.Read(hash));
    }

    [Fact]
    public void The_unmodified_hashes_are_readable()
    {
        Assert.NotNull(StoredHash.Read(new PasswordHash("bcrypt", Bcrypt)));
        Assert.NotNull(StoredHash.Read(new PasswordHash("pbkdf2-sha256", Pbkdf2)));
        Assert.NotNull(StoredHash.Read(new PasswordHash("pbkdf2-sha256", Pbkdf2.Replace("$1$", "$2000000$", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_salt_of_maximum_length_is_readable()
    {
        string salt = Convert.ToBase64String(new byte[StoredPbkdf2.LongestSalt]).TrimEnd('=');
        var hash = new PasswordHash("pbkdf2-sha256", Pbkdf2.Replace("c2FsdA", salt, StringComparison.Ordinal));

        Assert.Equal(Failed, _hasher.Verify("correct horse", hash, workFactor: 4));
    }

    [Fact]
    public void A_damaged_hash_never_throws_and_never_matches()
    {
        // A fixed seed: the same 2,000 hashes in every run.
        var random = new Random(20_26);
        string[] patterns = [Bcrypt, Pbkdf2];
        string[] schemes = ["bcrypt", "hmac-sha384+bcrypt", "pbkdf2-sha256", "flowserv-pbkdf2-sha256", "unknown"];
        const string scribble = "$./+=0123456789abYZ \0\n\u00E9\uD800\uFFFF";

        for (int round = 0; round < 2_000; round++)
        {
            List<char> value = [.. patterns[random.Next(patterns.Length)]];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(value.Count);
                if (random.Next(4) == 0)
                    value.RemoveAt(at);
                else if (random.Next(4) == 0)
                    value.Insert(at, scribble[random.Next(scribble.Length)]);
                else
                    value[at] = scribble[random.Next(scribble.Length)];
            }
            var hash = new PasswordHash(schemes[round % schemes.Length], new string([.. value]), new HashingKey(new byte[HashingKey.Length]).Id);

            // What can still be read may be dear; that it is within bounds is shown elsewhere.
            PasswordVerification expected = StoredHash.Read(hash) is not null ? Failed : Unreadable;
            Assert.Equal(expected, new PasswordHasher(new byte[HashingKey.Length], new FreeHashFunctions())
                .Verify("correct horse", hash, workFactor: 4));
        }
    }

    /// <summary>Costs nothing, and fits nothing.</summary>
    private sealed class FreeHashFunctions : HashFunctions
    {
        public override string Bcrypt(string input, string salt) => salt + new string('.', 31);

        public override void Pbkdf2(HashAlgorithmName algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> salt, int rounds, Span<byte> digest) => digest.Clear();
    }
}
