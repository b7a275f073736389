using System.Buffers.Binary;
using FlowservUsers.Passwords;
using static FlowservUsers.Passwords.PasswordVerification;

namespace FlowservUsers.Core.Tests.Passwords;

/// <summary>Hashes of other systems, from their own programs.</summary>
public sealed class ForeignHashTests
{
    private const int WorkFactor = 4;
    private const string Password = "correct horse battery staple";

    private readonly PasswordHasher _hasher = new(new byte[HashingKey.Length]);

    public static TheoryData<string, string, string> Accepted =>
        [.. HashVectors.Accepted.Select(vector => new TheoryDataRow<string, string, string>(vector.Program, vector.Password, vector.Hash))];

    // One of each format that has the least cost.
    public static TheoryData<string> Samples =>
        [.. HashVectors.Accepted.Where(vector => vector.Password == Password).DistinctBy(vector => (vector.Format, vector.Hash[..4])).Select(vector => vector.Hash)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_hash_from_another_program_matches_its_password_and_no_other(string program, string password, string value)
    {
        PasswordHash? hash = ForeignHash.Read(value);

        Assert.True(hash is not null, program);
        Assert.Equal(SuccessRehashNeeded, _hasher.Verify(password, hash, WorkFactor));
        foreach (string other in (string[])[password + "x", password[1..], password.ToUpperInvariant() + "!", password + " ", value, "", "x"])
            Assert.Equal(Failed, _hasher.Verify(other, hash, WorkFactor));
    }

    [Fact]
    public void Every_supported_format_is_tested_with_a_hash_from_the_real_program() =>
        Assert.Equal(
            ["HMACSHA1", "HMACSHA256", "HMACSHA512", "bcrypt", "bcrypt$", "pbkdf2_sha256", "pbkdf2_sha512", "{bcrypt}"],
            HashVectors.Accepted.Select(vector => vector.Format).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_truncated_or_padded_hash_is_rejected(string value)
    {
        string[] damaged =
        [
            value[1..], value[..^1], value[..^2], value[..^4], value[..^8], value[..(value.Length / 2)], " " + value, value + " ", value + "\n",
            value + "\0", value + "=", value + "====", value + "a", value + "aaaa", value + "$", value + value,
            value.Insert(value.Length - 10, "\n"), value.Insert(value.Length - 10, " "), value[..^1] + "\u00E9", value[..^1] + "\uD800", "{bcrypt}" + value + "x",
            $"alice:{value}", $"\"{value}\"",
        ];
        Assert.NotNull(ForeignHash.Read(value));
        Assert.All(damaged, text => Assert.Null(ForeignHash.Read(text)));
    }

    // Base64 in upper case is base64 still, of another hash.
    [Theory]
    [MemberData(nameof(Samples))]
    public void An_upper_cased_hash_is_rejected_or_matches_no_password(string value)
    {
        PasswordHash? hash = ForeignHash.Read(value.ToUpperInvariant());

        Assert.True(hash is null || value.StartsWith('A'));
        Assert.Equal(Failed, _hasher.Verify(Password, hash, WorkFactor));
    }

    public static TheoryData<string> Others =>
    [
        "", " ", "$", "a", "password", "{bcrypt}", "bcrypt$", "{bcrypt}bcrypt$" + ForeignHashes.Published[0].Hash,
        "{BCRYPT}" + ForeignHashes.Published[0].Hash, "bcrypt" + ForeignHashes.Published[0].Hash, "{noop}" + ForeignHashes.Published[0].Hash,
        "$2a$03" + ForeignHashes.Published[0].Hash[6..], "$2a$16" + ForeignHashes.Published[0].Hash[6..], "$2a$31" + ForeignHashes.Published[0].Hash[6..],
        Django("0"), Django("01000"), Django("-1"), Django("2000001"), Django("99999999999"), Django("1e3"), Django(" 1000"), Django(""),
        Django("1000").Replace("sha256", "sha1", StringComparison.Ordinal), Django("1000").Replace("sha256", "sha3", StringComparison.Ordinal),
        Django("1000").Replace("salt", "sa$lt", StringComparison.Ordinal), Django("1000").Replace("salt", new string('s', 1_025), StringComparison.Ordinal),
        "!", "!" + new string('x', 40),
        Identity(1, 0x01_00_00_01, 1_000, 16), Identity(1, 3, 1_000, 16), Identity(1, -1, 1_000, 16), Identity(1, 1, 0, 16), Identity(1, 1, -1, 16),
        Identity(1, 1, 2_000_001, 16), Identity(1, 0, 1_000_001, 16), Identity(1, 1, int.MaxValue, 16), Identity(1, 1, 1_000, 15), Identity(1, 1, 1_000, 17), Identity(1, 1, 1_000, -1),
        Identity(1, 1, 1_000, int.MaxValue), Identity(2, 1, 1_000, 16), Identity(0, 1, 1_000, 16), "AQ==", "AQAAAAEAAAPo", "AA==",
        .. HashVectors.Recognised.Select(vector => vector.Hash),
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void A_malformed_too_costly_or_unsupported_hash_is_rejected(string value) => Assert.Null(ForeignHash.Read(value));

    [Fact]
    public void The_unmodified_hashes_are_accepted()
    {
        Assert.NotNull(ForeignHash.Read(Django("2000000")));
        Assert.NotNull(ForeignHash.Read(Identity(1, 2, 2_000_000, 16)));
        Assert.NotNull(ForeignHash.Read(Identity(1, 0, 1_000_000, 16)));
    }

    [Fact]
    public void Keycloak_s_hashes_of_64_bytes_are_read_in_passlib_s_format()
    {
        // Computed by Python 3.11: hashlib.pbkdf2_hmac("sha256", b"correct horse battery staple", b"0123456789abcdef", 1000, 64)
        const string value = "$pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg$" + Digest64;

        PasswordHash? hash = ForeignHash.Read(value);

        Assert.Equal(SuccessRehashNeeded, _hasher.Verify(Password, hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify(Password + "x", hash, WorkFactor));
    }

    // The rounds of PBKDF2 that are worth a round of bcrypt: 256 of SHA-256, 128 of SHA-512, 288 of SHA-1, of which 32 bytes take two.
    [Theory]
    [InlineData("$pbkdf2-sha256$1024000$c2FsdA$", 43, 4_000)]
    [InlineData("$pbkdf2-sha256$512000$c2FsdA$", 86, 4_000)]
    [InlineData("$pbkdf2-sha512$128000$c2FsdA$", 86, 1_000)]
    [InlineData("$pbkdf2-sha512$128000$c2FsdA$", 43, 1_000)]
    [InlineData("$pbkdf2-sha1$288000$c2FsdA$", 43, 2_000)]
    public void A_wrong_password_costs_one_bcrypt_less_what_the_rounds_were_worth(string start, int digestLength, int worth)
    {
        var work = new CountedWork();
        var hash = new PasswordHash(start[1..start.IndexOf('$', 1)], start + new string('a', digestLength - 1) + "A");

        Assert.Equal(Failed, new PasswordHasher(new byte[HashingKey.Length], work).Verify("wrong", hash, workFactor: 13));
        Assert.InRange(work.BcryptRounds, 8_192 - worth - 15, 8_192 - worth);
    }

    private const string Digest64 = "yqSq2SygY1sB4EcH9f2FG0JTMES.wqLsOT5YmiRBplLYbawB4lwjdPCI3Ns1d3pRT9/.PGa1sFXN8qwjZx9S8g";

    private static string Django(string rounds) => $"pbkdf2_sha256${rounds}$salt${Convert.ToBase64String(new byte[32])}";

    private static string Identity(byte version, int function, int rounds, int saltLength)
    {
        byte[] bytes = new byte[13 + 16 + 32];
        bytes[0] = version;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), function);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), rounds);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(9), saltLength);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Counts the rounds of bcrypt, and does none.</summary>
    private sealed class CountedWork : HashFunctions
    {
        public long BcryptRounds { get; private set; }

        public override string Bcrypt(string input, string salt)
        {
            BcryptRounds += 1L << int.Parse(salt.AsSpan(4, 2), System.Globalization.CultureInfo.InvariantCulture);
            return salt + new string('.', 31);
        }

        public override void Pbkdf2(
            System.Security.Cryptography.HashAlgorithmName algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> salt, int rounds, Span<byte> digest) => digest.Clear();
    }
}
