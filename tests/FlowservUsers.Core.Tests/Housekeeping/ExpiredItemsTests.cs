namespace FlowservUsers.Core.Tests.Housekeeping;

public sealed class ExpiredItemsTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public ExpiredItemsTests() => _database.Register();

    public void Dispose() => _database.Dispose();

    private LocalUserService Service => _database.Service;

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
    public void Nothing_is_recorded_if_nothing_has_expired()
    {
        Assert.Equal(0, Service.ExpiredItems.Clear().Total);
        Assert.Empty(Service.Audit.List(new() { Types = [AuditEventType.ExpiredItemsCleared] }));
    }
}
