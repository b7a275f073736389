using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Housekeeping;

public sealed class ExpiredItemsTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly List<LocalUserService> _opened = [];

    public ExpiredItemsTests() => _database.Register();

    public void Dispose()
    {
        _opened.ForEach(service => service.Dispose());
        _database.Dispose();
    }

    private LocalUserService Service => _database.Service;

    private LocalUserService Open(TimeSpan lockWait)
    {
        var service = LocalUserService.Open(_database.Path, new LocalUserServiceOptions { Clock = _database.Clock, LockWait = lockWait });
        _opened.Add(service);
        return service;
    }

    private void AddExpiredRequests(int count) =>
        Fill(count, "password_resets (user_id, request_hash, created_at, expires_at) SELECT 'user' || i, {0}, 0, 1");

    // Rows behind the service's back; {0} stands for something of its own for each.
    private void Fill(int count, string rows) => _database.Query(
        $"WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {count}) INSERT INTO "
        + string.Format(System.Globalization.CultureInfo.InvariantCulture, rows, TestStorage.RandomBytes) + " FROM numbers");

    [Fact]
    public void Expired_sessions_are_removed_and_the_others_are_kept()
    {
        _database.Login();
        _database.Clock.Advance(TimeSpan.FromHours(12));
        string later = _database.Login();
        _database.Clock.Advance(TimeSpan.FromHours(12));

        Assert.Equal(1, Service.ExpiredItems.Clear().Sessions);
        Assert.Equal("alice", Service.WhoAmIUser(later).Username);
        Assert.Equal(0, Service.ExpiredItems.Clear().Sessions);
    }

    [Fact]
    public void Sessions_past_the_idle_timeout_are_removed()
    {
        _database.Login();
        string used = _database.Login();
        Service.Policy.Set(policy => policy with { SessionIdleTimeout = TimeSpan.FromMinutes(10) });
        _database.Clock.Advance(TimeSpan.FromMinutes(9));
        Service.WhoAmIUser(used);
        _database.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, Service.ExpiredItems.Clear().Sessions);
        Assert.Equal("alice", Service.WhoAmIUser(used).Username);
    }

    [Fact]
    public void Reset_requests_are_removed_when_they_have_expired()
    {
        Service.RequestPasswordReset("alice");
        Assert.Equal(0, Service.ExpiredItems.Clear().PasswordResets);

        _database.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(1, Service.ExpiredItems.Clear().PasswordResets);
    }

    [Fact]
    public void Counters_of_unknown_names_are_removed_a_day_after_the_last_failure()
    {
        Assert.Throws<InvalidCredentialsException>(() => _database.Login("nobody", "x"));
        _database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, Service.ExpiredItems.Clear().LoginCounters);

        _database.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, Service.ExpiredItems.Clear().LoginCounters);
    }

    [Fact]
    public void Audit_events_past_their_retention_are_removed()
    {
        int old = Service.Audit.List(new()).Count();
        Service.Policy.Set(policy => policy with { AuditRetention = TimeSpan.FromDays(30) });
        _database.Clock.Advance(TimeSpan.FromDays(30));
        _database.Login();
        Assert.Equal(0, Service.ExpiredItems.Clear().AuditEvents);

        _database.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(old + 1, Service.ExpiredItems.Clear().AuditEvents);
        Assert.Equal(
            [AuditEventType.ExpiredItemsCleared, AuditEventType.LoginSucceeded], Service.Audit.List(new()).Select(item => item.Type));
    }

    [Fact]
    public void Counting_reports_what_would_be_removed_and_removes_nothing()
    {
        _database.Login();
        Service.RequestPasswordReset("alice");
        Assert.Throws<InvalidCredentialsException>(() => _database.Login("nobody", "x"));
        _database.Clock.Advance(TimeSpan.FromDays(401));

        FlowservExpiredItemCount counted = Service.ExpiredItems.Count();
        FlowservExpiredItemCount removed = Service.ExpiredItems.Clear();

        Assert.Equal((1, 1, 1), (counted.Sessions, counted.PasswordResets, counted.LoginCounters));
        Assert.Equal(counted.ToString(), removed.ToString());
    }

    [Fact]
    public void The_counts_are_in_the_trail()
    {
        _database.Login();
        _database.Clock.Advance(TimeSpan.FromDays(1));

        Service.ExpiredItems.Clear();

        Assert.Equal(
            "sessions: 1, password resets: 0, login counters: 0, audit events: 0",
            Service.Audit.List(new() { Types = [AuditEventType.ExpiredItemsCleared] }).Single().Detail);
    }

    [Fact]
    public void Many_items_are_removed_in_batches_and_others_write_in_between()
    {
        AddExpiredRequests(2_500);
        var left = new List<object?>();

        FlowservExpiredItemCount removed = Service.ExpiredItems.Clear(_ =>
        {
            left.Add(_database.Query("SELECT count(*) FROM password_resets"));
            // Without a wait for any lock.
            Assert.NotNull(Open(TimeSpan.Zero).LoginUser("alice", TestDatabase.GoodPassword));
        });

        Assert.Equal([1_500L, 500L], left);
        Assert.Equal((2_500, 2_500), (removed.PasswordResets, removed.Total));
        Assert.Equal(
            ["password resets: 500", "password resets: 1000", "password resets: 1000"],
            _database.Details(AuditEventType.ExpiredItemsCleared).Select(detail => detail.Split(", ")[1]));
    }

    [Fact]
    public void As_many_as_make_a_batch_are_removed_and_recorded_once()
    {
        AddExpiredRequests(1_000);

        Assert.Equal(1_000, Service.ExpiredItems.Clear().PasswordResets);
        Assert.Single(_database.Details(AuditEventType.ExpiredItemsCleared));
    }

    [Fact]
    public void A_clean_up_that_is_stopped_has_removed_what_the_trail_says_and_the_next_removes_the_rest()
    {
        AddExpiredRequests(2_500);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => Service.ExpiredItems.Clear(_ => stop.Cancel(), stop.Token));

        Assert.Equal(1_500L, _database.Query("SELECT count(*) FROM password_resets"));
        Assert.Contains("password resets: 1000", Assert.Single(_database.Details(AuditEventType.ExpiredItemsCleared)));
        Assert.Equal(1_500, Service.ExpiredItems.Clear().Total);
    }

    [Fact]
    public void Items_of_every_kind_go_in_batches()
    {
        _database.Clock.Advance(TimeSpan.FromDays(500));
        Service.Policy.Set(policy => policy with { SessionIdleTimeout = TimeSpan.FromDays(1) });
        string alice = Service.Accounts.Get("alice").Id;
        Fill(1_001, $"sessions (key_hash, id, user_id, key_prefix, created_at, last_used_at, expires_at) SELECT {{0}}, 'session' || i, '{alice}', '', 0, 0, 9000000000000");
        Fill(1_001, "password_resets (user_id, request_hash, created_at, expires_at) SELECT 'user' || i, {0}, 0, 1");
        Fill(1_001, "unknown_logins (name_hash, failed_logins, last_failed_at) SELECT {0}, 1, 1");
        Fill(1_001, "audit_events (id, occurred_at, type) SELECT i * 32768, i, 'LoggedOut'");
        var done = new List<long>();

        FlowservExpiredItemCount removed = Service.ExpiredItems.Clear(done.Add);

        Assert.Equal([4_000L], done);
        Assert.Equal((1_001, 1_001, 1_001), (removed.Sessions, removed.PasswordResets, removed.LoginCounters));
        Assert.InRange(removed.AuditEvents, 1_001, 1_010);
    }

    [Fact]
    public void Nothing_is_recorded_if_nothing_has_expired()
    {
        Assert.Equal(0, Service.ExpiredItems.Clear().Total);
        Assert.Empty(Service.Audit.List(new() { Types = [AuditEventType.ExpiredItemsCleared] }));
    }
}
