using FlowservUsers.Core.Tests.Sessions;
using FlowservUsers.Keys;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers.Core.Tests.Passwords;

public sealed class ChangePasswordTests : IDisposable
{
    private const string Old = TestDatabase.GoodPassword;
    private const string New = "another horse battery";

    private readonly TestDatabase _database = new();
    private readonly FlowservUser _alice;

    public ChangePasswordTests() => _alice = _database.Register();

    public void Dispose() => _database.Dispose();

    private LocalUserService Service => _database.Service;

    [Fact]
    public void The_new_password_works_and_the_old_one_does_not()
    {
        _database.Clock.Advance(TimeSpan.FromHours(1));

        FlowservUser changed = Service.Passwords.Change("ALICE", Old, New);

        Assert.Equal(_database.Clock.GetUtcNow(), changed.PasswordChangedAt);
        Assert.Throws<InvalidCredentialsException>(() => _database.Login(password: Old));
        _database.Login(password: New);
    }

    [Fact]
    public void A_user_can_be_named_by_identifier()
    {
        Service.Passwords.Change(_alice.Id.ToUpperInvariant(), Old, New);

        _database.Login(password: New);
    }

    [Fact]
    public void The_other_sessions_end_and_the_named_one_stays()
    {
        string kept = _database.Login();
        string other = _database.Login();

        Service.Passwords.Change("alice", Old, New, Service.Sessions.Find(kept)!.Id);

        Assert.Equal(_alice.Id, Service.WhoAmIUser(kept).Id);
        Assert.Throws<UnauthenticatedAccessException>(() => Service.WhoAmIUser(other));
    }

    [Fact]
    public void Sessions_of_other_users_stay()
    {
        _database.Register("bob");
        string key = _database.Login("bob");

        Service.Passwords.Change("alice", Old, New);

        Assert.Equal("bob", Service.WhoAmIUser(key).Username);
    }

    [Fact]
    public void An_open_reset_request_ends()
    {
        string request = Secret.Reveal(Service.RequestPasswordReset("alice").RequestId);

        Service.Passwords.Change("alice", Old, New);

        Assert.Throws<UnknownRequestException>(() => Service.ResetPassword(request, "a third horse battery"));
    }

    [Fact]
    public void A_wrong_password_counts_as_a_failed_login_and_changes_nothing()
    {
        string key = _database.Login();

        Assert.Throws<InvalidCredentialsException>(() => Service.Passwords.Change("alice", "wrong", New));

        Assert.Equal(1, Service.Accounts.Get("alice").FailedLogins);
        Assert.Equal(AuditEventType.LoginFailed, Service.Audit.List(new()).First().Type);
        Assert.Equal(_alice.Id, Service.WhoAmIUser(key).Id);
        _database.Login(password: Old);
    }

    [Fact]
    public void Wrong_passwords_are_throttled_together_with_those_of_logins()
    {
        for (int attempt = 1; attempt <= 4; attempt++)
            Assert.Throws<InvalidCredentialsException>(() => _database.Login(password: "wrong"));
        Assert.Throws<InvalidCredentialsException>(() => Service.Passwords.Change("alice", "wrong", New));

        Assert.Throws<InvalidCredentialsException>(() => Service.Passwords.Change("alice", Old, New));
        Assert.Throws<InvalidCredentialsException>(() => _database.Login());
        _database.Clock.Advance(TimeSpan.FromSeconds(1));
        Service.Passwords.Change("alice", Old, New);

        Assert.Equal(0, Service.Accounts.Get("alice").FailedLogins);
        Assert.Null(Service.Accounts.Get("alice").LockedUntil);
    }

    [Theory]
    [InlineData("ALICE", "NOBODY")]
    [InlineData(" alice", " nobody")]
    [InlineData(null, "00000000000000000000000000000000")]
    public void No_message_reveals_whether_the_user_exists(string? known, string unknown)
    {
        known ??= _alice.Id;
        foreach (string next in (string[])[New, "x"])
        {
            Exception ofKnown = Assert.ThrowsAny<FlowservException>(() => Service.Passwords.Change(known, "wrong", next));
            Exception ofUnknown = Assert.ThrowsAny<FlowservException>(() => Service.Passwords.Change(unknown, "wrong", next));

            Assert.Equal(ofKnown.GetType(), ofUnknown.GetType());
            Assert.Equal(ofKnown.Message.Replace(known, unknown), ofUnknown.Message);
            Assert.Equal(known, ((FlowservException)ofKnown).Identity);
            Assert.Equal(unknown, ((FlowservException)ofUnknown).Identity);
        }
        Assert.Equal(1, Service.Accounts.Get("alice").FailedLogins);
        Assert.Equal(1L, _database.Query("SELECT count(*) FROM unknown_logins"));
        Assert.Equal(["unknown name", "wrong password"], _database.Details(AuditEventType.LoginFailed));
    }

    [Fact]
    public void A_new_password_that_equals_the_name_is_refused_even_if_the_user_is_given_by_identifier()
    {
        FlowservUser user = _database.Register("alexandria wu");

        Assert.Throws<InvalidCredentialsException>(() => Service.Passwords.Change(user.Id, "wrong", "alexandria wu"));
        Assert.Throws<PasswordRejectedException>(() => Service.Passwords.Change(user.Id, Old, "alexandria wu"));
        _database.Login("alexandria wu");
    }

    [Fact]
    public void A_login_that_replaces_an_older_hash_at_the_same_moment_does_not_make_the_change_fail()
    {
        Service.Policy.Set(policy => policy with { WorkFactor = 5 });
        bool isFirst = true;
        using LocalUserService hooked = _database.Open(new HookedHashFunctions(() =>
        {
            if (!isFirst)
                return;
            isFirst = false;
            _database.Login();
        }));

        hooked.Passwords.Change("alice", Old, New);

        _database.Login(password: New);
        Assert.Equal(0, Service.Accounts.Get("alice").FailedLogins);
    }

    [Fact]
    public void A_user_who_is_not_active_cannot_change_the_password()
    {
        Service.RegisterUser("pending", Old, verify: true);

        Assert.Throws<InvalidCredentialsException>(() => Service.Passwords.Change("pending", Old, New));
    }

    [Fact]
    public void A_new_password_that_violates_the_policy_is_refused_and_nothing_is_changed()
    {
        string key = _database.Login();

        var error = Assert.Throws<PasswordRejectedException>(() => Service.Passwords.Change("alice", Old, "alice 1"));

        Assert.Equal([PasswordProblem.TooShort, PasswordProblem.ContainsUsername], error.Reasons);
        Assert.Equal(_alice.Id, Service.WhoAmIUser(key).Id);
        _database.Login(password: Old);
    }

    [Fact]
    public void A_password_that_was_changed_meanwhile_is_not_overwritten()
    {
        using IUserStore store = _database.OpenStore();
        PasswordHash verified = store.FindUser("alice", CancellationToken.None)!.Password;
        Service.Passwords.Change("alice", Old, New);

        var other = new PasswordHash(PasswordSchemes.Current, "other");

        Assert.Null(store.ChangePassword(_alice.Id, verified, other, null, _database.Clock.GetUtcNow(), CancellationToken.None));
        _database.Login(password: New);
    }

    [Theory]
    [InlineData("alice", "wrong")]
    [InlineData("nobody", "wrong")]
    [InlineData("00000000000000000000000000000000", "wrong")]
    [InlineData("alice", "")]
    public void A_failed_attempt_costs_one_hash(string username, string password)
    {
        using IUserStore store = _database.OpenStore();
        var functions = new CountingHashFunctions();
        var passwords = new UserPasswords(
            new ServiceContext(store, new KeyRings(store, KeySearch.OfUser), functions, _database.Clock));

        Assert.Throws<InvalidCredentialsException>(() => passwords.Change(username, password, New));

        Assert.Equal([4], functions.BcryptWorkFactors);
    }
}
