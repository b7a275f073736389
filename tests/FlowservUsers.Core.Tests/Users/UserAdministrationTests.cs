using FlowservUsers.Core.Tests.Databases;

namespace FlowservUsers.Core.Tests.Users;

public sealed class UserAdministrationTests : IDisposable
{
    private const string NoUser = "00000000000000000000000000000000";

    private readonly TestDatabase _database = new();

    private LocalUserService Service => _database.Service;

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Disabling_ends_sessions_and_reset_requests_at_once()
    {
        FlowservUser alice = _database.Register();
        string first = _database.Login(), second = _database.Login();
        string request = Secret.Reveal(Service.RequestPasswordReset("alice").RequestId);

        Assert.Equal(UserStatus.Disabled, Service.Accounts.Disable(alice.Id).Status);

        Service.ActivateUser(alice.Id);
        Assert.Throws<UnauthenticatedAccessException>(() => Service.WhoAmIUser(first));
        Assert.Throws<UnauthenticatedAccessException>(() => Service.WhoAmIUser(second));
        Assert.Throws<UnknownRequestException>(() => Service.ResetPassword(request, "another good password"));
    }

    [Fact]
    public void Disabling_another_user_leaves_a_session_alone()
    {
        _database.Register();
        string key = _database.Login();

        Service.Accounts.Disable(_database.Register("bob").Id);

        Assert.Equal("alice", Service.WhoAmIUser(key).Username);
    }

    [Fact]
    public void A_renamed_user_logs_in_with_the_new_name_alone()
    {
        FlowservUser alice = _database.Register();

        FlowservUser renamed = Service.Accounts.Rename(alice.Id, " Alicia ");

        Assert.Equal((alice.Id, "Alicia"), (renamed.Id, renamed.Username));
        _database.Login("ALICIA");
        Assert.Throws<InvalidCredentialsException>(() => _database.Login("alice"));
    }

    [Fact]
    public void A_name_that_differs_only_in_case_from_another_user_s_name_is_refused_but_not_from_the_user_s_own()
    {
        FlowservUser alice = _database.Register();
        _database.Register("bob");

        Assert.Throws<DuplicateUserException>(() => Service.Accounts.Rename(alice.Id, "BOB"));
        Assert.Equal("ALICE", Service.Accounts.Rename(alice.Id, "ALICE").Username);
    }

    [Fact]
    public void Renaming_is_recorded_with_both_names_and_to_the_same_name_not_at_all()
    {
        FlowservUser alice = _database.Register();

        Service.Accounts.Rename(alice.Id, "alice");
        Service.Accounts.Rename(alice.Id, "alicia");

        Assert.Equal(["UserRenamed|alicia|was alice"], _database.Events(alice.Id).Where(text => text.StartsWith("UserRenamed", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_deleted_user_leaves_the_audit_trail_and_nothing_else()
    {
        FlowservUser alice = _database.Register();
        string key = _database.Login();
        Service.RequestPasswordReset("alice");

        Service.Accounts.Unregister(alice.Id);

        Assert.Throws<UnauthenticatedAccessException>(() => Service.WhoAmIUser(key));
        Assert.Throws<UnknownUserException>(() => Service.Accounts.Get("alice"));
        foreach (string table in new[] { "users", "sessions", "password_resets" })
            Assert.Equal(0L, _database.Scalar($"SELECT count(*) FROM {table}"));
        Assert.Contains("UserRegistered|alice|", _database.Events(alice.Id));
        Assert.Contains("UserUnregistered|alice|", _database.Events(alice.Id));
    }

    [Fact]
    public void Unlocking_lets_a_locked_user_log_in_at_once()
    {
        FlowservUser alice = _database.Register();
        for (int attempt = 0; attempt < 6; attempt++)
            Assert.Throws<InvalidCredentialsException>(() => _database.Login(password: "wrong password"));
        Assert.Throws<InvalidCredentialsException>(() => _database.Login());

        FlowservUser unlocked = Service.Accounts.Unlock(alice.Id);

        Assert.Equal((0, null), (unlocked.FailedLogins, unlocked.LockedUntil));
        _database.Login();
    }

    [Theory]
    [InlineData(NoUser)]
    [InlineData("")]
    [InlineData("alice")]
    public void An_unknown_identifier_is_an_error(string id)
    {
        _database.Register();

        Assert.Throws<UnknownUserException>(() => Service.Accounts.Disable(id));
        Assert.Throws<UnknownUserException>(() => Service.Accounts.Rename(id, "carol"));
        Assert.Throws<UnknownUserException>(() => Service.Accounts.Unlock(id));
        Assert.Throws<UnknownUserException>(() => Service.Accounts.Unregister(id));
    }
}
