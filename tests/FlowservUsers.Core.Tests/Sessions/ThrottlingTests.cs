using FlowservUsers.Sessions;

namespace FlowservUsers.Core.Tests.Sessions;

public sealed class ThrottlingTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly FlowservUser _alice;

    public ThrottlingTests() => _alice = _database.Register();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(14, 512)]
    [InlineData(15, 900)]
    [InlineData(99, 900)]
    public void From_the_fifth_failure_on_the_wait_doubles_up_to_fifteen_minutes(int failures, int seconds)
    {
        DateTimeOffset now = _database.Clock.GetUtcNow();

        Assert.Equal(seconds == 0 ? null : now.AddSeconds(seconds), Lockout.Until(failures, now, new FlowservPolicy()));
    }

    [Fact]
    public void The_threshold_and_the_maximum_wait_come_from_the_policy()
    {
        _database.Service.Policy.Set(_database.Service.Policy.Get() with { LockoutThreshold = 2, LockoutMaximumDelay = TimeSpan.FromSeconds(3) });

        Fail("alice", times: 1);
        Assert.Null(Alice().LockedUntil);
        Fail("alice", times: 4);
        Assert.Equal(_database.Clock.GetUtcNow().AddSeconds(3), Alice().LockedUntil);
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("ALICE")]
    [InlineData(" alice ")]
    public void The_right_password_is_refused_during_the_wait_and_accepted_after_it(string username)
    {
        Fail(username, times: 5);

        AssertRefused("alice", TestDatabase.GoodPassword);
        _database.Clock.Advance(TimeSpan.FromSeconds(1));
        _database.Login();
        Assert.Equal(0, Alice().FailedLogins);
    }

    [Fact]
    public void Attempts_during_the_wait_do_not_prolong_it()
    {
        Fail("alice", times: 5);
        DateTimeOffset? until = Alice().LockedUntil;

        for (int attempt = 0; attempt < 10; attempt++)
            AssertRefused("alice", "wrong");

        Assert.Equal(5, Alice().FailedLogins);
        Assert.Equal(until, Alice().LockedUntil);
    }

    [Fact]
    public void After_a_hundred_failures_waiting_does_not_help()
    {
        Fail("alice", times: 100);

        Assert.Equal(DateTimeOffset.MaxValue, Alice().LockedUntil);
        _database.Clock.Advance(TimeSpan.FromDays(10_000));
        AssertRefused("alice", TestDatabase.GoodPassword);
    }

    [Fact]
    public void An_unlocked_user_can_log_in_and_starts_from_zero()
    {
        Fail("alice", times: 100);

        Assert.Equal(0, _database.Service.Accounts.Unlock(_alice.Id).FailedLogins);

        _database.Login();
        Assert.Single(_database.Details(AuditEventType.UserUnlocked));
    }

    [Fact]
    public void A_password_reset_clears_the_lock()
    {
        Fail("alice", times: 100);

        string request = Secret.Reveal(_database.Service.RequestPasswordReset("alice").RequestId);
        _database.Service.ResetPassword(request, "another good password");

        _database.Login(password: "another good password");
    }

    [Fact]
    public void The_counter_is_shared_with_other_processes_and_outlives_them()
    {
        using (LocalUserService other = _database.Open())
        {
            for (int failure = 0; failure < 3; failure++)
                Assert.Throws<InvalidCredentialsException>(() => other.LoginUser("alice", "wrong"));
        }
        Fail("alice", times: 2);

        using LocalUserService third = _database.Open();
        Assert.Throws<InvalidCredentialsException>(() => third.LoginUser("alice", TestDatabase.GoodPassword));
    }

    [Fact]
    public void A_locked_user_gives_the_same_error_as_a_wrong_password_and_an_unknown_name()
    {
        var wrong = Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser("alice", "wrong"));
        Fail("alice", times: 4);
        var locked = Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser("alice", TestDatabase.GoodPassword));
        var unknown = Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser("alicf", "wrong"));

        Assert.Equal(wrong.Message, locked.Message);
        Assert.Equal(wrong.Message, unknown.Message.Replace("alicf", "alice", StringComparison.Ordinal));
        Assert.Equal(wrong.ErrorId, unknown.ErrorId);
    }

    [Fact]
    public void The_audit_trail_records_why_a_login_failed_and_when_a_lock_started()
    {
        Fail("alice", times: 5);
        AssertRefused("alice", TestDatabase.GoodPassword);

        Assert.Equal(["locked", "wrong password"], _database.Details(AuditEventType.LoginFailed).Distinct());
        Assert.Equal(["5 failures, until 2026-03-01T12:00:01Z"], _database.Details(AuditEventType.UserLocked));
    }

    private FlowservUser Alice() => _database.Service.Accounts.Get("alice");

    private void AssertRefused(string username, string password) =>
        Assert.Throws<InvalidCredentialsException>(() => _database.Service.LoginUser(username, password));

    /// <summary>Fails as often as is asked for, waiting as long as each failure makes one wait.</summary>
    private void Fail(string username, int times)
    {
        for (int failure = 0; failure < times; failure++)
        {
            if (Alice().LockedUntil is { } until && until > _database.Clock.GetUtcNow())
                _database.Clock.SetUtcNow(until);
            AssertRefused(username, "wrong");
        }
    }
}
