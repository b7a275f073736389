using FlowservUsers.Passwords;
using static FlowservUsers.Passwords.PasswordVerification;

namespace FlowservUsers.Core.Tests.Passwords;

public sealed class PasswordHasherTests
{
    private const int WorkFactor = 4;
    private static readonly byte[] Key = [.. Enumerable.Range(0, PasswordHasher.KeyLength).Select(number => (byte)number)];

    private readonly PasswordHasher _hasher = new(Key);

    [Fact]
    public void A_password_fits_its_own_hash_and_no_other_password_does()
    {
        PasswordHash hash = _hasher.Hash("correct horse battery staple", WorkFactor);

        Assert.Equal("hmac-sha384+bcrypt", hash.Scheme);
        Assert.StartsWith("$2b$04$", hash.Value, StringComparison.Ordinal);
        Assert.Equal(Success, _hasher.Verify("correct horse battery staple", hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify("Correct horse battery staple", hash, WorkFactor));
    }

    [Fact]
    public void The_current_scheme_is_bcrypt_of_the_base64_of_a_keyed_digest()
    {
        // Computed by Python 3.11: base64.b64encode(hmac.new(bytes(range(32)), b"correct horse battery staple", "sha384").digest())
        const string keyed = "soThUtw0WhBZ0roCVrrm7rvVOSTAwqF9gBu7o+hU8rbfP7ptFH2+31qbtXr/d4Th";

        PasswordHash hash = _hasher.Hash("correct horse battery staple", WorkFactor);

        Assert.Equal(SuccessRehashNeeded, _hasher.Verify(keyed, new PasswordHash("bcrypt", hash.Value), WorkFactor));
    }

    [Fact]
    public void The_same_password_never_gives_the_same_hash_twice() =>
        Assert.NotEqual(_hasher.Hash("correct horse", WorkFactor), _hasher.Hash("correct horse", WorkFactor));

    [Fact]
    public void A_hash_is_worth_nothing_under_the_key_of_another_database()
    {
        PasswordHash hash = _hasher.Hash("correct horse", WorkFactor);

        Assert.Equal(Failed, new PasswordHasher(new byte[32]).Verify("correct horse", hash, WorkFactor));
    }

    public static TheoryData<string, string> CryptHashes =>
        [.. ForeignHashes.Crypt.Concat(ForeignHashes.Published).Select(row => new TheoryDataRow<string, string>(row.Password, row.Hash))];

    [Theory]
    [MemberData(nameof(CryptHashes))]
    public void A_bcrypt_hash_of_another_program_is_verified_and_due_for_replacement(string password, string value)
    {
        var hash = new PasswordHash("bcrypt", value);

        Assert.Equal(SuccessRehashNeeded, _hasher.Verify(password, hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify("not " + password, hash, WorkFactor));
    }

    public static TheoryData<string, string> Pbkdf2Hashes =>
        [.. ForeignHashes.Pbkdf2.Select(row => new TheoryDataRow<string, string>(row.Password, row.Hash))];

    [Theory]
    [MemberData(nameof(Pbkdf2Hashes))]
    public void A_passlib_hash_is_verified_and_due_for_replacement(string password, string value)
    {
        var hash = new PasswordHash("pbkdf2-sha256", value);

        Assert.Equal(SuccessRehashNeeded, _hasher.Verify(password, hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify(password + "!", hash, WorkFactor));
    }
}
