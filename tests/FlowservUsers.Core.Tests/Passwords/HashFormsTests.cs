using FlowservUsers.Passwords;

namespace FlowservUsers.Core.Tests.Passwords;

/// <summary>A hash given as a password is a mistake: anyone with the old file could log in with it.</summary>
public sealed class HashFormsTests
{
    private static readonly FlowservPolicy Policy = new();

    public static TheoryData<string, string> Hashes =>
    [
        .. HashVectors.Accepted.Concat(HashVectors.Recognised).Select(vector => new TheoryDataRow<string, string>(vector.Program, vector.Hash)),
        new("Werkzeug", "pbkdf2:sha256:600000$vTkPZzhBlPQSBGJ8$" + new string('0', 64)),
        new("Werkzeug", "scrypt:32768:8:1$vTkPZzhBlPQSBGJ8$" + new string('0', 128)),
        new("Django", "scrypt$salt$16384$8$1$" + new string('A', 86) + "=="),
        new("Spring", "{pbkdf2}" + new string('0', 80)),
        new("Spring", "{argon2@SpringSecurity_v5_8}$argon2id$v=19$m=16384,t=2,p=1$c2FsdA$aGFzaA"),
        new("Dovecot", "{SHA512-CRYPT}$6$saltsalt$" + new string('A', 86)),
        new("PostgreSQL", "SCRAM-SHA-256$4096:c2FsdHNhbHQ=$c3RvcmVk:c2VydmVy"),
        new("PostgreSQL", "md5" + new string('0', 32)),
        new("Drupal", "$S$D" + new string('A', 51)),
    ];

    [Theory]
    [MemberData(nameof(Hashes))]
    public void A_password_that_has_the_form_of_a_stored_hash_is_rejected(string program, string hash)
    {
        foreach (string password in (string[])[hash, hash + "\r\n", " " + hash])
            Assert.True(PasswordRules.Check(password, "alice", Policy).Reasons.Contains(PasswordProblem.LooksLikeHash), program);
    }

    [Theory]
    [MemberData(nameof(Hashes))]
    public void It_is_accepted_when_its_first_character_is_changed(string program, string hash) =>
        Assert.False(HashForms.Include("#" + hash[1..]), program);

    [Theory]
    [InlineData("$1$abcdefgh")]
    [InlineData("$2b$ or not $2b$ that is the question")]
    [InlineData("{SHA} is an old friend")]
    [InlineData("{crypt}ography")]
    [InlineData("$argon2id$ all the way")]
    [InlineData("pbkdf2_sha256 is what Django has")]
    [InlineData("correct$horse$battery$staple")]
    [InlineData("AQAAAAEAACcQ is how they begin")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("5f4dcc3b5aa765d61d8327deb882cf99")]
    [InlineData("md5sum of everything")]
    [InlineData("sha1$short$abc")]
    public void A_password_that_only_resembles_one_is_accepted(string password) => Assert.True(PasswordRules.Check(password, "alice", Policy).IsAcceptable);

    [Fact]
    public void The_error_says_what_to_do_and_not_what_was_given()
    {
        string hash = HashVectors.Accepted[0].Hash;

        var error = Assert.Throws<PasswordRejectedException>(() => PasswordRules.Require(hash, "alice", Policy));

        Assert.Equal([PasswordProblem.LooksLikeHash], error.Reasons);
        Assert.Contains("-PasswordHash", error.Message);
        Assert.Contains("change the first character", error.Message);
        Assert.DoesNotContain(hash, error.ToString());
    }
}
