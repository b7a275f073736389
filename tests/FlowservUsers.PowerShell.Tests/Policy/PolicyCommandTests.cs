using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Policy;

public sealed class PolicyCommandTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_policy_is_shown()
    {
        FlowservPolicy policy = _engine.Run("Get-FlowservPolicy").One<FlowservPolicy>();

        Assert.Equal(new FlowservPolicy { WorkFactor = 4 }, policy);
    }

    [Fact]
    public void Every_setting_has_a_parameter_with_its_name()
    {
        FlowservPolicy policy = _engine.Run(
            """
            Set-FlowservPolicy -MinimumPasswordLength 15 -BlockCommonPasswords $false -WorkFactor 10 -SessionLifetime 8:00 `
                -SessionIdleTimeout 0:20 -MaximumSessionsPerUser 3 -PasswordResetLifetime 0:10 -LockoutThreshold 7 `
                -LockoutMaximumDelay 0:05 -AuditRetention 30.0:00
            """).One<FlowservPolicy>();

        var expected = new FlowservPolicy
        {
            MinimumPasswordLength = 15,
            BlockCommonPasswords = false,
            WorkFactor = 10,
            SessionLifetime = TimeSpan.FromHours(8),
            SessionIdleTimeout = TimeSpan.FromMinutes(20),
            MaximumSessionsPerUser = 3,
            PasswordResetLifetime = TimeSpan.FromMinutes(10),
            LockoutThreshold = 7,
            LockoutMaximumDelay = TimeSpan.FromMinutes(5),
            AuditRetention = TimeSpan.FromDays(30),
        };
        Assert.Equal(expected, policy);
        Assert.Equal(expected, _engine.Service.Policy.Get());
    }

    [Fact]
    public void Settings_that_are_not_given_are_unchanged()
    {
        _engine.Run("Set-FlowservPolicy -SessionIdleTimeout 1:00").Succeeded();

        FlowservPolicy policy = _engine.Run("Set-FlowservPolicy -LockoutThreshold 9").One<FlowservPolicy>();

        Assert.Equal(TimeSpan.FromHours(1), policy.SessionIdleTimeout);
        Assert.Equal(new FlowservPolicy { WorkFactor = 4, SessionIdleTimeout = TimeSpan.FromHours(1), LockoutThreshold = 9 }, policy);
    }

    [Fact]
    public void Null_removes_the_idle_timeout()
    {
        _engine.Run("Set-FlowservPolicy -SessionIdleTimeout 1:00").Succeeded();

        Assert.Null(_engine.Run("Set-FlowservPolicy -SessionIdleTimeout $null").One<FlowservPolicy>().SessionIdleTimeout);
        Assert.Null(_engine.Service.Policy.Get().SessionIdleTimeout);
    }

    [Theory]
    [InlineData("-MinimumPasswordLength 65", "MinimumPasswordLength")]
    [InlineData("-WorkFactor 3", "WorkFactor")]
    [InlineData("-WorkFactor 16", "WorkFactor")]
    [InlineData("-SessionLifetime 3600d", "SessionLifetime")]
    [InlineData("-SessionIdleTimeout 0:01", "SessionIdleTimeout")]
    [InlineData("-MaximumSessionsPerUser 0", "MaximumSessionsPerUser")]
    [InlineData("-PasswordResetLifetime 8.0:00", "PasswordResetLifetime")]
    [InlineData("-LockoutThreshold 100", "LockoutThreshold")]
    [InlineData("-LockoutMaximumDelay 2.0:00", "LockoutMaximumDelay")]
    [InlineData("-AuditRetention ([timespan]::MaxValue)", "AuditRetention")]
    public void A_setting_out_of_range_is_named_and_nothing_is_changed(string parameters, string setting)
    {
        FlowservPolicy before = _engine.Service.Policy.Get();

        foreach (string whatIf in new[] { "", "-WhatIf" })
        {
            ErrorRecord error = _engine.Run($"Set-FlowservPolicy -BlockCommonPasswords $false {parameters} {whatIf}").NonTerminating("InvalidPolicy");

            Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
            Assert.Equal(setting, error.TargetObject);
            Assert.StartsWith($"{setting} must be ", error.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(before, _engine.Service.Policy.Get());
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void A_work_factor_below_10_is_set_with_a_warning(int workFactor, bool warns)
    {
        EngineOutcome outcome = _engine.Run($"Set-FlowservPolicy -WorkFactor {workFactor}");

        Assert.Equal(workFactor, outcome.One<FlowservPolicy>().WorkFactor);
        Assert.Equal(warns ? 1 : 0, outcome.Warnings.Count);
        Assert.All(outcome.Warnings, warning => Assert.Contains("10", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        EngineOutcome outcome = _engine.Run("Set-FlowservPolicy -LockoutThreshold 9 -WhatIf").Succeeded();

        Assert.Empty(outcome.Output);
        Assert.Equal(5, _engine.Service.Policy.Get().LockoutThreshold);
    }

    // Without a host a question is an error.
    [Fact]
    public void Nothing_is_asked_if_nothing_changes()
    {
        Assert.Equal(5, _engine.Run("Set-FlowservPolicy -LockoutThreshold 5 -Confirm").One<FlowservPolicy>().LockoutThreshold);
        Assert.NotEmpty(_engine.Run("Set-FlowservPolicy -LockoutThreshold 6 -Confirm").Errors);
        Assert.Equal(5, _engine.Service.Policy.Get().LockoutThreshold);
    }

    [Fact]
    public void A_change_is_in_the_audit_trail_with_the_old_and_the_new_value()
    {
        _engine.Run("Set-FlowservPolicy -LockoutThreshold 9").Succeeded();

        Assert.Equal(
            "LockoutThreshold: 5 to 9",
            _engine.Run("Get-FlowservAuditEvent -Type PolicyChanged -First 1").One<FlowservAuditEvent>().Detail);
    }

    [Fact]
    public void Setting_what_is_set_already_leaves_no_event()
    {
        int before = _engine.Run("Get-FlowservAuditEvent").Output.Count;

        _engine.Run("Set-FlowservPolicy -LockoutThreshold 5; Set-FlowservPolicy").Succeeded();

        Assert.Equal(before, _engine.Run("Get-FlowservAuditEvent").Output.Count);
    }

    [Fact]
    public void A_policy_is_copied_from_one_database_to_another()
    {
        _engine.Run("Register-FlowservUser bob -Password $password -Database ./other.db").Succeeded();
        _engine.Run("Set-FlowservPolicy -LockoutThreshold 9 -SessionIdleTimeout 1:00").Succeeded();

        FlowservPolicy copy = _engine.Run("Get-FlowservPolicy | Set-FlowservPolicy -WorkFactor 11 -Database ./other.db").One<FlowservPolicy>();

        Assert.Equal(_engine.Service.Policy.Get() with { WorkFactor = 11 }, copy);
    }

    [Fact]
    public void A_missing_database_is_reported_and_not_created()
    {
        _engine.RunToFailure("Get-FlowservPolicy -Database ./missing.db").Terminating("DatabaseNotFound");
        _engine.RunToFailure("Set-FlowservPolicy -LockoutThreshold 9 -Database ./missing.db").Terminating("DatabaseNotFound");

        Assert.False(File.Exists(Path.Combine(_engine.Folder, "missing.db")));
    }
}
