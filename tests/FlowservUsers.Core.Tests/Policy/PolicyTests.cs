using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Policy;

public sealed class PolicyTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_new_database_has_the_default_policy()
    {
        using var folder = new TemporaryFolder();
        using var service = LocalUserService.Open(folder.File("new.db"), new LocalUserServiceOptions { CreateDatabase = true });

        Assert.Equal(new FlowservPolicy(), service.Policy.Get());
    }

    [Fact]
    public void Every_setting_is_kept_in_the_database()
    {
        var policy = new FlowservPolicy
        {
            MinimumPasswordLength = 15,
            BlockCommonPasswords = false,
            WorkFactor = 5,
            SessionLifetime = TimeSpan.FromHours(8),
            SessionIdleTimeout = TimeSpan.FromMinutes(20),
            MaximumSessionsPerUser = 3,
            PasswordResetLifetime = TimeSpan.FromMinutes(10),
            LockoutThreshold = 7,
            LockoutMaximumDelay = TimeSpan.FromMinutes(5),
            AuditRetention = TimeSpan.FromDays(30),
        };

        Assert.Equal(policy, _database.Service.Policy.Set(policy));

        using LocalUserService other = _database.Open();
        Assert.Equal(policy, other.Policy.Get());
    }

    [Fact]
    public void Another_open_service_applies_a_change_at_once()
    {
        using LocalUserService other = _database.Open();
        other.RegisterUser("before", "twelve chars");

        _database.Service.Policy.Set(policy => policy with { MinimumPasswordLength = 13 });

        Assert.Throws<PasswordRejectedException>(() => other.RegisterUser("after", "twelve chars"));
    }

    [Fact]
    public void A_change_leaves_what_others_changed_meanwhile()
    {
        using LocalUserService other = _database.Open();
        other.Policy.Get();
        _database.Service.Policy.Set(policy => policy with { MinimumPasswordLength = 12 });

        FlowservPolicy policy = other.Policy.Set(present => present with { LockoutThreshold = 9 });

        Assert.Equal((12, 9), (policy.MinimumPasswordLength, policy.LockoutThreshold));
    }

    // A server lets the other go first and tries this one again, which the tests of the stores show.
    [FileFact]
    public void The_policy_cannot_change_between_reading_and_writing_it()
    {
        using var other = LocalUserService.Open(
            _database.Path, new LocalUserServiceOptions { LockWait = TimeSpan.Zero, Clock = _database.Clock });

        _database.Service.Policy.Set(policy =>
        {
            Assert.Throws<DatabaseBusyException>(() => other.Policy.Set(present => present with { MinimumPasswordLength = 12 }));
            return policy with { LockoutThreshold = 9 };
        });

        Assert.Equal(8, other.Policy.Get().MinimumPasswordLength);
    }

    public static TheoryData<string, FlowservPolicy> OutOfRange() => new()
    {
        { nameof(FlowservPolicy.MinimumPasswordLength), new() { MinimumPasswordLength = 0 } },
        { nameof(FlowservPolicy.MinimumPasswordLength), new() { MinimumPasswordLength = 65 } },
        { nameof(FlowservPolicy.WorkFactor), new() { WorkFactor = 3 } },
        { nameof(FlowservPolicy.WorkFactor), new() { WorkFactor = 16 } },
        { nameof(FlowservPolicy.SessionLifetime), new() { SessionLifetime = TimeSpan.FromMilliseconds(999) } },
        { nameof(FlowservPolicy.SessionLifetime), new() { SessionLifetime = TimeSpan.FromDays(365) + TimeSpan.FromMilliseconds(1) } },
        { nameof(FlowservPolicy.SessionIdleTimeout), new() { SessionIdleTimeout = TimeSpan.Zero } },
        { nameof(FlowservPolicy.SessionIdleTimeout), new() { SessionIdleTimeout = TimeSpan.FromMinutes(-5) } },
        { nameof(FlowservPolicy.MaximumSessionsPerUser), new() { MaximumSessionsPerUser = 0 } },
        { nameof(FlowservPolicy.MaximumSessionsPerUser), new() { MaximumSessionsPerUser = 10_001 } },
        { nameof(FlowservPolicy.PasswordResetLifetime), new() { PasswordResetLifetime = TimeSpan.Zero } },
        { nameof(FlowservPolicy.PasswordResetLifetime), new() { PasswordResetLifetime = TimeSpan.FromDays(8) } },
        { nameof(FlowservPolicy.LockoutThreshold), new() { LockoutThreshold = 0 } },
        { nameof(FlowservPolicy.LockoutThreshold), new() { LockoutThreshold = 100 } },
        { nameof(FlowservPolicy.LockoutMaximumDelay), new() { LockoutMaximumDelay = TimeSpan.MaxValue } },
        { nameof(FlowservPolicy.AuditRetention), new() { AuditRetention = TimeSpan.FromHours(23) } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void A_setting_out_of_range_is_named_and_nothing_is_changed(string setting, FlowservPolicy policy)
    {
        FlowservPolicy before = _database.Service.Policy.Get();
        int events = _database.Service.Audit.List(new()).Count();

        var error = Assert.Throws<InvalidPolicyException>(() => _database.Service.Policy.Set(policy with { BlockCommonPasswords = false }));

        Assert.Equal(setting, error.Identity);
        Assert.StartsWith(setting, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, _database.Service.Policy.Get());
        Assert.Equal(events, _database.Service.Audit.List(new()).Count());
    }

    [Fact]
    public void Each_setting_that_changes_is_an_event_with_the_old_and_the_new_value()
    {
        _database.Service.Policy.Set(policy => policy with
        {
            SessionIdleTimeout = TimeSpan.FromHours(1),
            BlockCommonPasswords = false,
            MinimumPasswordLength = policy.MinimumPasswordLength,
        });

        IEnumerable<string?> details = _database.Service.Audit.List(new() { Types = [AuditEventType.PolicyChanged] }).Select(item => item.Detail);
        Assert.Equal(
            ["SessionIdleTimeout: none to 01:00:00", "BlockCommonPasswords: True to False", "WorkFactor: 12 to 4"], details);
    }

    [Fact]
    public void A_preview_reports_what_would_change_and_changes_nothing()
    {
        FlowservPolicy before = _database.Service.Policy.Get();

        Assert.Equal(["LockoutThreshold: 5 to 6"], _database.Service.Policy.Preview(policy => policy with { LockoutThreshold = 6 }));
        Assert.Equal(before, _database.Service.Policy.Get());
    }
}
