using FlowservUsers.Core.Tests.Users;

namespace FlowservUsers.Core.Tests.Sessions;

/// <summary>Attempts that come while others are being checked: an attempt counts before its password is looked at.</summary>
public sealed class GuessesAtOnceTests : IDisposable
{
    private const string Wrong = "wrong";

    private readonly TestDatabase _database = new();
    private readonly FlowservUser _alice;

    public GuessesAtOnceTests() => _alice = _database.Register();

    public void Dispose() => _database.Dispose();

    // All have been counted when the first password is looked at: each waits in its hash for all others.
    [Fact]
    public void Of_110_concurrent_guesses_no_more_are_checked_than_the_policy_allows()
    {
        GuessAtOnce("alice", 110);

        Assert.Equal((5, 105), (Details("wrong password"), Details("locked")));
        Assert.Equal((5, _database.Clock.GetUtcNow().AddSeconds(1)), (Alice().FailedLogins, Alice().LockedUntil!.Value));
        Assert.Single(_database.Details(AuditEventType.UserLocked));
        _database.Clock.Advance(TimeSpan.FromSeconds(1));
        _database.Login();
    }

    [Fact]
    public void Guesses_with_an_unknown_name_are_counted_the_same_way()
    {
        GuessAtOnce("nobody", 110);

        Assert.Equal((5, 105), (Details("unknown name"), Details("locked")));
        Assert.Equal(5L, _database.Query("SELECT failed_logins FROM unknown_logins"));
        Assert.Equal(
            _database.Clock.GetUtcNow().AddSeconds(1).ToUnixTimeMilliseconds(), _database.Query("SELECT locked_until FROM unknown_logins"));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("nobody")]
    public void Guesses_when_changing_a_password_are_counted_the_same_way(string username)
    {
        AtOnce(8, service => Assert.Throws<InvalidCredentialsException>(
            () => service.Passwords.Change(username, Wrong, "another good password")));

        Assert.Equal(3, Details("locked"));
    }

    [Fact]
    public void An_attempt_is_counted_before_its_password_is_checked_and_reverted_if_it_was_right()
    {
        using LocalUserService service = _database.Open(new HookedHashFunctions(() => Assert.Equal(1, Alice().FailedLogins)));

        service.LoginUser("alice", TestDatabase.GoodPassword);

        Assert.Equal((0, null), (Alice().FailedLogins, Alice().LockedUntil));
    }

    [Fact]
    public void The_last_allowed_attempt_succeeds_and_clears_the_lock_that_it_started()
    {
        Fail(4);
        using LocalUserService service = _database.Open(new HookedHashFunctions(() => Assert.NotNull(Alice().LockedUntil)));

        service.LoginUser("alice", TestDatabase.GoodPassword);

        Assert.Equal((0, null), (Alice().FailedLogins, Alice().LockedUntil));
        Assert.Empty(_database.Details(AuditEventType.UserLocked));
    }

    [Fact]
    public void A_password_can_be_changed_with_the_last_allowed_attempt()
    {
        Fail(4);

        _database.Service.Passwords.Change("alice", TestDatabase.GoodPassword, "another good password");

        Assert.Equal((0, null), (Alice().FailedLogins, Alice().LockedUntil));
    }

    [Fact]
    public void The_count_is_reverted_for_the_right_password_even_if_the_new_one_is_refused_because_of_the_name()
    {
        _database.Register("alice.in.wonderland");

        Assert.Throws<PasswordRejectedException>(() => _database.Service.Passwords.Change(
            _database.Service.Accounts.Get("alice.in.wonderland").Id, TestDatabase.GoodPassword, "alice.in.wonderland"));

        Assert.Equal(0, _database.Service.Accounts.Get("alice.in.wonderland").FailedLogins);
    }

    [Fact]
    public void The_count_is_reverted_for_the_right_password_even_if_the_user_was_disabled_meanwhile()
    {
        using LocalUserService service = _database.Open(new HookedHashFunctions(() => _database.Service.Accounts.Disable(_alice.Id)));

        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser("alice", TestDatabase.GoodPassword));

        Assert.Equal(0, Alice().FailedLogins);
        Assert.Equal(1, Details("the user was changed meanwhile"));
    }

    [Fact]
    public void Concurrent_right_passwords_succeed_as_far_as_the_policy_allows()
    {
        AtOnce(5, service => service.LoginUser("alice", TestDatabase.GoodPassword));

        Assert.Equal(5, _database.Service.Sessions.List().Count());
        Assert.Equal(0, Alice().FailedLogins);
    }

    [Fact]
    public async Task A_right_password_that_was_counted_before_wrong_ones_started_a_lock_succeeds()
    {
        using var held = new HeldHashFunctions();
        using LocalUserService service = _database.Open(held);
        Task<FlowservSession> right = Task.Factory.StartNew(
            () => service.LoginUser("alice", TestDatabase.GoodPassword), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        held.Entered.Wait(TestContext.Current.CancellationToken);
        Fail(4);
        Assert.NotNull(Alice().LockedUntil);

        held.Release();

        Assert.Equal("alice", (await right).Username);
        Assert.Equal((0, null), (Alice().FailedLogins, Alice().LockedUntil));
    }

    [Fact]
    public void A_lock_that_was_cleared_before_its_attempt_failed_is_not_reported()
    {
        Fail(4);
        using LocalUserService slow = _database.Open(new HookedHashFunctions(() => _database.Service.Accounts.Unlock(_alice.Id)));

        Assert.Throws<InvalidCredentialsException>(() => slow.LoginUser("alice", Wrong));

        Assert.Empty(_database.Details(AuditEventType.UserLocked));
    }

    [Fact]
    public void An_attempt_that_never_finished_stays_counted()
    {
        using LocalUserService service = _database.Open(new HookedHashFunctions(() => throw new InvalidTimeZoneException("stands for a kill")));

        foreach (string username in new[] { "alice", "nobody" })
            Assert.Throws<InvalidTimeZoneException>(() => service.LoginUser(username, TestDatabase.GoodPassword));

        Assert.Equal((1, 1L), (Alice().FailedLogins, _database.Query("SELECT failed_logins FROM unknown_logins")));
    }

    private void GuessAtOnce(string username, int guesses) =>
        AtOnce(guesses, service => Assert.Throws<InvalidCredentialsException>(() => service.LoginUser(username, Wrong)));

    private void AtOnce(int count, Action<LocalUserService> attempt)
    {
        using var meeting = new MeetingHashFunctions(count);
        using LocalUserService service = _database.Open(meeting);
        Task[] attempts = [.. Enumerable.Range(0, count).Select(_ => Task.Factory.StartNew(
            () => attempt(service), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WhenAll(attempts).GetAwaiter().GetResult();
        Assert.True(meeting.AllMet);
    }

    private FlowservUser Alice() => _database.Service.Accounts.Get("alice");

    private int Details(string reason) => _database.Details(AuditEventType.LoginFailed).Count(detail => detail == reason);

    private void Fail(int times)
    {
        for (int failure = 0; failure < times; failure++)
            Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser("alice", Wrong));
    }
}
