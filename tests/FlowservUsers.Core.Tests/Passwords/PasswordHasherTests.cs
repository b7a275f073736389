using FlowservUsers.Passwords;
using static FlowservUsers.Passwords.PasswordVerification;

namespace FlowservUsers.Core.Tests.Passwords;

public sealed class PasswordHasherTests
{
    private const int WorkFactor = 4;
    private static readonly byte[] Key = [.. Enumerable.Range(0, HashingKey.Length).Select(number => (byte)number)];

    private readonly PasswordHasher _hasher = new(Key);

    [Fact]
    public void Only_the_right_password_matches_its_hash()
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
    public void A_hash_is_useless_with_the_key_of_another_database()
    {
        PasswordHash hash = _hasher.Hash("correct horse", WorkFactor);

        Assert.Equal(Unreadable, new PasswordHasher(new byte[32]).Verify("correct horse", hash, WorkFactor));
    }

    public static TheoryData<string, string> CryptHashes =>
        [.. ForeignHashes.Crypt.Concat(ForeignHashes.Published).Select(row => new TheoryDataRow<string, string>(row.Password, row.Hash))];

    [Theory]
    [MemberData(nameof(CryptHashes))]
    public void A_bcrypt_hash_from_another_program_is_verified_and_due_for_replacement(string password, string value)
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

    [Fact]
    public void A_flowserv_password_matches_with_and_without_the_spaces_that_flowserv_removed()
    {
        var hash = new PasswordHash("flowserv-pbkdf2-sha256", ForeignHashes.FlowservPadded);

        Assert.Equal(SuccessRehashNeeded, _hasher.Verify("padded", hash, WorkFactor));
        Assert.Equal(SuccessRehashNeeded, _hasher.Verify(" padded\t\u001C\u3000", hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify("pad ded", hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify(" padde ", hash, WorkFactor));
    }

    [Theory]
    [InlineData("pbkdf2-sha256", ForeignHashes.FlowservPadded)]
    [InlineData("bcrypt", null)]
    [InlineData("hmac-sha384+bcrypt", null)]
    public void No_other_password_is_trimmed(string scheme, string? value)
    {
        value ??= scheme == "bcrypt" ? BCrypt.Net.BCrypt.HashPassword("padded", WorkFactor) : _hasher.Hash("padded", WorkFactor).Value;
        var hash = new PasswordHash(scheme, value, new HashingKey(Key).Id);

        Assert.NotEqual(Failed, _hasher.Verify("padded", hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify("padded ", hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify(" padded", hash, WorkFactor));
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    public void A_hash_of_another_work_factor_is_due_for_replacement(int stored, int inForce)
    {
        PasswordHash hash = _hasher.Hash("correct horse", stored);

        Assert.Equal(SuccessRehashNeeded, _hasher.Verify("correct horse", hash, inForce));
        Assert.Equal(Success, _hasher.Verify("correct horse", hash, stored));
    }

    [Fact]
    public void Nothing_is_cut_at_72_bytes()
    {
        string start = new('x', 72);
        PasswordHash hash = _hasher.Hash(start + "1", WorkFactor);

        Assert.Equal(Success, _hasher.Verify(start + "1", hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify(start + "2", hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify(start, hash, WorkFactor));
    }

    [Fact]
    public void A_plain_bcrypt_hash_is_cut_at_72_bytes_as_in_its_original_system()
    {
        (string password, string value) = ForeignHashes.Crypt[^1];

        Assert.Equal(SuccessRehashNeeded, _hasher.Verify(password + "anything", new PasswordHash("bcrypt", value), WorkFactor));
    }

    [Fact]
    public void A_NUL_is_a_character_like_any_other()
    {
        PasswordHash hash = _hasher.Hash("a", WorkFactor);

        Assert.Equal(Failed, _hasher.Verify("a\0a", hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify("a\0", hash, WorkFactor));
        Assert.Equal(Success, _hasher.Verify("a\0a", _hasher.Hash("a\0a", WorkFactor), WorkFactor));
        Assert.Equal(Failed, _hasher.Verify("a\0b", _hasher.Hash("a\0a", WorkFactor), WorkFactor));
    }

    [Theory]
    [InlineData("caf\u00E9", "cafe\u0301")]
    [InlineData("\u1F82", "\u03B1\u0313\u0300\u0345")]
    [InlineData("\uAC01", "\u1100\u1161\u11A8")]
    public void The_same_text_typed_composed_or_decomposed_is_the_same_password(string composed, string decomposed)
    {
        Assert.Equal(Success, _hasher.Verify(decomposed, _hasher.Hash(composed, WorkFactor), WorkFactor));
        Assert.Equal(Success, _hasher.Verify(composed, _hasher.Hash(decomposed, WorkFactor), WorkFactor));
    }

    // The text around a noncharacter is normalised too, even if the system refuses such text.
    [Theory]
    [InlineData("e\u0301\uFFFEe\u0301", "\u00E9\uFFFE\u00E9")]
    [InlineData("\uFDD0e\u0301\uFFFF\uFFFE", "\uFDD0\u00E9\uFFFF\uFFFE")]
    [InlineData("\U0001FFFE\uFFFEe\u0301", "\U0001FFFE\uFFFE\u00E9")]
    [InlineData("\U0001D160\uFFFE\u0390", "\U0001D158\U0001D165\U0001D16E\uFFFE\u03B9\u0308\u0301")]
    public void Text_with_noncharacters_is_normalised_between_them(string typed, string same) =>
        Assert.Equal(PasswordText.Normalize(same), PasswordText.Normalize(typed));

    // Not InlineData: the metadata of attributes is UTF-8, which has no lone surrogates.
    public static TheoryData<string> OddTexts =>
    [
        "\U0001F600\U0001F680", "\U0001F469\u200D\U0001F4BB", "\uFFFE and \uFFFF", "\uD800", "\uDC00\uD800", "e\u0301\uD83D", "line\r\nline",
    ];

    [Theory]
    [MemberData(nameof(OddTexts))]
    public void Any_text_works_as_a_password(string password)
    {
        PasswordHash hash = _hasher.Hash(password, WorkFactor);

        Assert.Equal(Success, _hasher.Verify(password, hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify(password + "x", hash, WorkFactor));
    }

    public static TheoryData<string, string> LoneSurrogates => new()
    {
        { "\uD800", "\uD801" },
        { "\uD800", "\uDC00" },
        { "\uD800", "\uFFFD" },
        { "a\uDFFF", "a\uFFFD" },
        { "\uD83D", "?" },
    };

    [Theory]
    [MemberData(nameof(LoneSurrogates))]
    public void Different_lone_surrogates_are_different_passwords(string password, string other) =>
        Assert.Equal(Failed, _hasher.Verify(other, _hasher.Hash(password, WorkFactor), WorkFactor));

    [Theory]
    [InlineData("bcrypt")]
    [InlineData("pbkdf2-sha256")]
    public void A_lone_surrogate_fails_against_the_older_schemes(string scheme)
    {
        string value = scheme == "bcrypt" ? BCrypt.Net.BCrypt.HashPassword("\uFFFD", WorkFactor) : ForeignHashes.Pbkdf2[0].Hash;

        Assert.Equal(Failed, _hasher.Verify("\uD800", new PasswordHash(scheme, value), WorkFactor));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("e\u0301")]
    [InlineData("\U0001F600")]
    [InlineData("\u03B1\u0313\u0300\u0345")]
    public void A_password_may_have_1024_code_points_and_no_more(string codePoint)
    {
        string longest = string.Concat(Enumerable.Repeat(codePoint, 1024));

        PasswordHash hash = _hasher.Hash(longest, WorkFactor);

        Assert.Equal(Success, _hasher.Verify(longest, hash, WorkFactor));
        Assert.Equal(Failed, _hasher.Verify(longest + codePoint, hash, WorkFactor));
        Assert.Throws<ArgumentException>(() => _hasher.Hash(longest + codePoint, WorkFactor));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t\u00A0")]
    public void A_blank_password_is_never_right_and_is_not_hashed(string blank)
    {
        var hash = new PasswordHash("bcrypt", BCrypt.Net.BCrypt.HashPassword(blank, WorkFactor));

        Assert.Equal(Failed, _hasher.Verify(blank, hash, WorkFactor));
        Assert.Throws<ArgumentException>(() => _hasher.Hash(blank, WorkFactor));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    public void A_work_factor_out_of_range_is_refused(int workFactor)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _hasher.Hash("correct horse", workFactor));
        Assert.Throws<ArgumentOutOfRangeException>(() => _hasher.Verify("correct horse", null, workFactor));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_of_another_length_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => new PasswordHasher(new byte[length]));
}
