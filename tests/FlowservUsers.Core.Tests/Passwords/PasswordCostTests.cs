using FlowservUsers.Passwords;
using static FlowservUsers.Passwords.PasswordVerification;

namespace FlowservUsers.Core.Tests.Passwords;

/// <summary>What an attempt costs, counted in work done and not by a clock.</summary>
public sealed class PasswordCostTests
{
    private const int WorkFactor = 7;
    private const long OneBcrypt = 1L << WorkFactor;

    private readonly CountingHashFunctions _work = new();
    private readonly PasswordHasher _hasher;

    public PasswordCostTests() => _hasher = new PasswordHasher(new byte[HashingKey.Length], _work);

    [Fact]
    public void An_unknown_name_costs_one_bcrypt()
    {
        Assert.Equal(Failed, _hasher.Verify("correct horse", null, WorkFactor));
        Assert.Equal([WorkFactor], _work.BcryptWorkFactors);
    }

    [Fact]
    public void A_right_password_costs_one_bcrypt()
    {
        PasswordHash hash = Hash("hmac-sha384+bcrypt", WorkFactor);

        Assert.Equal(Success, _hasher.Verify("correct horse", hash, WorkFactor));
        Assert.Equal([WorkFactor], _work.BcryptWorkFactors);
    }

    [Theory]
    [InlineData("hmac-sha384+bcrypt", 4)]
    [InlineData("hmac-sha384+bcrypt", 6)]
    [InlineData("hmac-sha384+bcrypt", 7)]
    [InlineData("bcrypt", 4)]
    [InlineData("bcrypt", 7)]
    public void A_wrong_password_costs_one_bcrypt_of_the_current_work_factor_even_if_the_hash_is_cheaper(string scheme, int stored)
    {
        PasswordHash hash = Hash(scheme, stored);

        Assert.Equal(Failed, _hasher.Verify("wrong horse", hash, WorkFactor));
        Assert.Equal(OneBcrypt, _work.BcryptRounds);
    }

    // 29,000 rounds of PBKDF2 are worth 113 of bcrypt, whose least work is 16 rounds.
    [Theory]
    [InlineData("pbkdf2-sha256", "wrong horse", new[] { 29_000 }, 1_024 - 113)]
    [InlineData("pbkdf2-sha256", " wrong horse", new[] { 29_000 }, 1_024 - 113)]
    [InlineData("flowserv-pbkdf2-sha256", "wrong horse", new[] { 29_000 }, 1_024 - 113)]
    [InlineData("flowserv-pbkdf2-sha256", " wrong horse", new[] { 29_000, 29_000 }, 1_024 - 226)]
    public void A_wrong_password_costs_one_bcrypt_less_what_the_PBKDF2_of_an_older_hash_was_worth(
        string scheme, string password, int[] pbkdf2, int bcrypt)
    {
        var hash = new PasswordHash(scheme, ForeignHashes.FlowservPadded);

        Assert.Equal(Failed, _hasher.Verify(password, hash, workFactor: 10));
        Assert.Equal(pbkdf2, _work.Pbkdf2Rounds);
        Assert.InRange(_work.BcryptRounds, bcrypt - 15, bcrypt);
    }

    [Fact]
    public void A_hash_that_cost_more_than_one_bcrypt_adds_no_further_cost()
    {
        Assert.Equal(Failed, _hasher.Verify("wrong horse", Hash("bcrypt", WorkFactor + 1), WorkFactor));
        Assert.Equal([WorkFactor + 1], _work.BcryptWorkFactors);
    }

    // Not InlineData: the metadata of attributes is UTF-8, which has no lone surrogates.
    public static TheoryData<string> TextsThatNoHashCanBeOf => ["", "   ", "\uD800"];

    [Theory]
    [MemberData(nameof(TextsThatNoHashCanBeOf))]
    public void A_password_that_cannot_be_hashed_costs_one_bcrypt(string password)
    {
        PasswordHash hash = Hash("bcrypt", 5);

        Assert.Equal(Failed, _hasher.Verify(password, hash, WorkFactor));
        Assert.Equal(OneBcrypt, _work.BcryptRounds);
    }

    [Theory]
    [InlineData(1_025)]
    [InlineData(100_000)]
    public void An_overlong_password_costs_one_bcrypt(int length)
    {
        PasswordHash hash = Hash("hmac-sha384+bcrypt", WorkFactor);

        Assert.Equal(Failed, _hasher.Verify(new string('x', length), hash, WorkFactor));
        Assert.Equal([WorkFactor], _work.BcryptWorkFactors);
    }

    public static TheoryData<string, string> HashesNotWorthTheirCost =>
        new()
        {
            { "bcrypt", "$2b$16$" + new string('a', 53) },
            { "bcrypt", "$2b$31$" + new string('a', 53) },
            { "hmac-sha384+bcrypt", "$2b$99$" + new string('a', 53) },
            { "pbkdf2-sha256", "$pbkdf2-sha256$2000001$c2FsdA$" + new string('a', 43) },
            { "pbkdf2-sha256", "$pbkdf2-sha256$2147483647$c2FsdA$" + new string('a', 43) },
            { "flowserv-pbkdf2-sha256", "$pbkdf2-sha256$99999999999999999999$c2FsdA$" + new string('a', 43) },
            { "pbkdf2-sha256", "$pbkdf2-sha256$1$" + new string('a', 1_368) + "$" + new string('a', 43) },
            { "pbkdf2-sha256", "$pbkdf2-sha256$1$" + new string('a', 1_000_000) + "$" + new string('a', 43) },
            { "argon2id", "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aaaa" },
        };

    [Theory]
    [MemberData(nameof(HashesNotWorthTheirCost))]
    public void A_hash_that_is_unknown_or_would_cost_too_much_is_not_computed(string scheme, string value)
    {
        var hash = new PasswordHash(scheme, value);

        Assert.Null(StoredHash.Read(hash));
        Assert.Equal(Unreadable, _hasher.Verify("correct horse", hash, WorkFactor));
        Assert.Equal([WorkFactor], _work.BcryptWorkFactors);
        Assert.Empty(_work.Pbkdf2Rounds);
    }

    private PasswordHash Hash(string scheme, int workFactor)
    {
        PasswordHash hash = scheme == "bcrypt"
            ? new PasswordHash(scheme, BCrypt.Net.BCrypt.HashPassword("correct horse", workFactor))
            : _hasher.Hash("correct horse", workFactor);
        _work.BcryptWorkFactors.Clear();
        return hash;
    }
}
