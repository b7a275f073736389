namespace FlowservUsers.Core.Tests.Users;

public sealed class RegistrationTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_new_user_is_active_and_has_an_id_of_32_hexadecimal_digits()
    {
        FlowservUser user = _database.Register();

        Assert.Matches("^[0-9a-f]{32}$", user.Id);
        Assert.True(user.Active);
        Assert.Equal(UserStatus.Active, user.Status);
        Assert.Equal(_database.Clock.GetUtcNow(), user.CreatedAt);
        Assert.Equal(user.CreatedAt, user.ActivatedAt);
        Assert.Null(user.LastLoginAt);
    }

    [Fact]
    public void The_object_of_a_registration_equals_what_is_read_later()
    {
        _database.Clock.Advance(TimeSpan.FromTicks(12_345_678));
        FlowservUser registered = _database.Register();

        Assert.Equivalent(registered, _database.Service.Accounts.Get("alice"), strict: true);
    }

    [Fact]
    public void A_user_who_is_to_be_verified_is_pending_until_activated()
    {
        FlowservUser pending = _database.Service.RegisterUser("alice", TestDatabase.GoodPassword, verify: true);

        Assert.False(pending.Active);
        Assert.Equal(UserStatus.Pending, pending.Status);
        Assert.Null(pending.ActivatedAt);
        Assert.Throws<InvalidCredentialsException>(() => _database.Login());

        Assert.True(_database.Service.ActivateUser(pending.Id).Active);
        Assert.NotEmpty(_database.Login());
    }

    [Fact]
    public void Activating_an_active_user_changes_nothing()
    {
        FlowservUser registered = _database.Register();
        _database.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equivalent(registered, _database.Service.ActivateUser(registered.Id), strict: true);
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("alice")]
    [InlineData("")]
    [InlineData(null)]
    public void Activating_uses_the_id_and_reports_an_unknown_one(string? id)
    {
        _database.Register();

        Assert.Equal(id ?? "", Assert.Throws<UnknownUserException>(() => _database.Service.ActivateUser(id!)).Identity);
    }

    [Theory]
    [InlineData("alice", "ALICE")]
    [InlineData("alice", "  alice\t")]
    [InlineData("\u00E9va", "e\u0301va")]
    [InlineData("\u00C9VA", "e\u0301va")]
    [InlineData("alice", "\uFF21\uFF2C\uFF29\uFF23\uFF25")]
    [InlineData("\u03A3\u0391\u03A3", "\u03C3\u03B1\u03C2")]
    [InlineData("alice", "al\u200Bice")]
    [InlineData("\u212Aelvin", "kelvin")]
    [InlineData("o\uFB03ce", "office")]
    public void A_variant_of_a_name_is_the_same_name(string name, string variant)
    {
        FlowservUser user = _database.Register(name);

        var error = Assert.Throws<DuplicateUserException>(() => _database.Register(variant));
        Assert.Contains("is taken", error.Message, StringComparison.Ordinal);
        Assert.Equal(user.Id, _database.Service.Accounts.Get(variant).Id);
        Assert.Equal(user.Id, _database.Service.LoginUser(variant, TestDatabase.GoodPassword).UserId);
    }

    [Fact]
    public void A_name_is_shown_composed_and_without_the_blanks_around_it()
    {
        Assert.Equal("\u00C9va Smith", _database.Register("  E\u0301va Smith\n").Username);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("O'Brien; DROP TABLE users --")]
    [InlineData("50%_*?[a]`\"\\")]
    [InlineData("\u6F22\u5B57")]
    [InlineData("\U0001F600")]
    [InlineData("null")]
    public void Any_visible_text_can_be_a_name(string name)
    {
        FlowservUser user = _database.Register(name);

        Assert.Equal(name, user.Username);
        Assert.Equal(user.Id, _database.Service.Accounts.Get(name).Id);
        Assert.Equal(name, Assert.Single(_database.Service.ListUsers()).Username);
    }

    [Fact]
    public void A_name_has_up_to_512_code_points()
    {
        string longest = string.Concat(Enumerable.Repeat("\U0001F600", 512));

        Assert.Equal(longest, _database.Register(longest).Username);
        Assert.Contains("longer than 512", Refused(longest + "a").Message, StringComparison.Ordinal);
        Assert.Contains("longer than 512", Refused(new string('a', 513)).Message, StringComparison.Ordinal);
        Assert.Contains("longer than 512", Refused(new string('a', 10_000_000)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\n ")]
    [InlineData("\u00A0\u3000")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u001B[31mb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("a\u2029b")]
    [InlineData("a\u202Ab")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u2066b")]
    [InlineData("a\u2069b")]
    [InlineData("\u200B")]
    [InlineData("\u200B\u2060\uFEFF")]
    public void Blank_invisible_and_controlling_names_are_refused(string? name)
    {
        Refused(name);
    }

    [Theory]
    [InlineData("a\u202Fb")]
    [InlineData("a\u2065b")]
    [InlineData("a\u206Ab")]
    public void Characters_next_to_direction_marks_are_allowed(string name)
    {
        Assert.Equal(name, _database.Register(name).Username);
    }

    // Written out for comparison, the ligature has 18 characters.
    [Fact]
    public void A_name_whose_comparison_key_is_too_long_is_refused()
    {
        Assert.Equal(28, _database.Register(new string('\uFDFA', 28)).Username.Length);
        Assert.Contains("longer than 512", Refused(new string('\uFDFA', 29)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\uD800')]
    [InlineData('\uDC00')]
    [InlineData('\uFFFE')]
    [InlineData('\uFFFF')]
    [InlineData('\uFDD0')]
    public void Names_that_are_not_valid_Unicode_are_refused_and_never_found(char broken)
    {
        string name = "a" + broken;
        _database.Register();

        Refused(name);
        Assert.Throws<UnknownUserException>(() => _database.Service.Accounts.Get(name));
        Assert.Throws<InvalidCredentialsException>(() => _database.Login(name));
        Assert.Empty(_database.Service.ListUsers(name));
        Assert.Equal(name, _database.Service.RequestPasswordReset(name).Username);
    }

    [Fact]
    public void An_error_about_a_name_is_one_short_line_that_cannot_control_a_terminal()
    {
        string message = Refused("alice\n\u001B[2J\u202E" + new string('x', 5000)).Message;

        Assert.DoesNotContain(message, char.IsControl);
        Assert.InRange(message.Length, 1, 250);
    }

    [Fact]
    public void A_refused_registration_leaves_nothing()
    {
        Refused("a\0b");
        Assert.Throws<PasswordRejectedException>(() => _database.Register("alice", "short"));

        Assert.Empty(_database.Service.ListUsers());
        _database.Register();
    }

    [Fact]
    public void An_identifier_is_case_insensitive_and_never_a_name()
    {
        FlowservUser alice = _database.Register();

        Assert.Equal("alice", _database.Service.Accounts.Get(alice.Id).Username);
        Assert.Equal("alice", _database.Service.Accounts.Get($" {alice.Id.ToUpperInvariant()}\n").Username);
        Assert.Throws<UnknownUserException>(() => _database.Service.Accounts.Get(new string('0', 32)));
    }

    [Fact]
    public void A_name_of_the_form_of_an_identifier_is_refused()
    {
        string id = _database.Register().Id;

        Assert.Contains("identifier", Refused(id).Message, StringComparison.Ordinal);
        Refused(id.ToUpperInvariant());
        Refused($" {id}");
        Refused(id.Insert(7, "\u200B"));
        Refused(string.Concat(id.Select(digit => char.IsAsciiDigit(digit) ? (char)(digit - '0' + '\uFF10') : digit)));
        Assert.Throws<InvalidUsernameException>(() => _database.Service.Accounts.Rename(id, new string('a', 32)));
        Assert.Equal(id[1..], _database.Register(id[1..]).Username);
    }

    [Fact]
    public void A_name_that_lost_characters_is_refused()
    {
        Assert.Contains("encoding", Refused("jos\uFFFD").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generated_password_logs_in()
    {
        FlowservUserWithPassword user = _database.Service.Accounts.RegisterWithGeneratedPassword("alice");

        Assert.NotEmpty(_database.Login("alice", Secret.Reveal(user.Password)));
    }

    private InvalidUsernameException Refused(string? name)
    {
        var error = Assert.Throws<InvalidUsernameException>(() => _database.Register(name!));
        Assert.IsAssignableFrom<ConstraintViolationException>(error);
        Assert.Equal("InvalidUsername", error.ErrorId);
        return error;
    }

    [Theory]
    [InlineData("\uFE0F")]
    [InlineData("\u034F")]
    [InlineData("\u2065")]
    [InlineData("\u3164")]
    [InlineData("\u2800")]
    [InlineData("\u200B")]
    [InlineData("\uFFF0")]
    [InlineData("\uFFF8")]
    [InlineData("\U0001D159")]
    [InlineData("\U00016FE4")]
    public void A_name_that_looks_the_same_is_the_same(string invisible)
    {
        using var database = new TestDatabase();
        database.Register("alice");

        foreach (string name in (string[])["ali" + invisible + "ce", "alice" + invisible, $"alice {invisible}", $"{invisible} alice", $" {invisible}alice{invisible} "])
            Assert.Throws<DuplicateUserException>(() => database.Register(name));
        Assert.Throws<InvalidUsernameException>(() => database.Register(invisible));
        Assert.Throws<InvalidUsernameException>(() => database.Register($"{invisible} {invisible}"));
    }

    [Theory]
    [InlineData("bob \u200B", "bob")]
    [InlineData("\uFEFFbob", "bob")]
    [InlineData("\u200B\tbob\r\n", "bob")]
    [InlineData("bob\uFE0F", "bob\uFE0F")]
    public void A_name_has_no_white_space_at_its_ends(string given, string stored)
    {
        Assert.Equal(stored, _database.Register(given).Username);
        Assert.Equal(stored, _database.Service.Accounts.Get("bob").Username);
    }
}
