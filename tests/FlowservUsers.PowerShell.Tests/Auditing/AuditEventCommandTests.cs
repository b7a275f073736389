using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Auditing;

public sealed class AuditEventCommandTests : IDisposable
{
    private readonly Engine _engine = new();

    public AuditEventCommandTests()
    {
        _engine.Service.RegisterUser("alice", Engine.GoodPassword);
        _engine.Clock.Advance(TimeSpan.FromHours(1));
        _engine.Service.RegisterUser("bob", Engine.GoodPassword);
        _engine.Clock.Advance(TimeSpan.FromHours(1));
        _engine.Service.LoginUser("alice", Engine.GoodPassword);
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_latest_event_comes_first()
    {
        Assert.Equal(
            [AuditEventType.LoginSucceeded, AuditEventType.UserRegistered, AuditEventType.UserRegistered, AuditEventType.PolicyChanged],
            Events("Get-FlowservAuditEvent").Select(item => item.Type));
    }

    [Theory]
    [InlineData("Get-FlowservAuditEvent ALICE")]
    [InlineData("Get-FlowservAuditEvent -Identity (Get-FlowservUser alice).Id")]
    [InlineData("Get-FlowservUser alice | Get-FlowservAuditEvent")]
    [InlineData("'alice' | Get-FlowservAuditEvent")]
    [InlineData("[pscustomobject]@{ Username = 'alice' } | Get-FlowservAuditEvent")]
    public void The_events_of_a_user_are_found_in_the_usual_ways(string script)
    {
        Assert.Equal([AuditEventType.LoginSucceeded, AuditEventType.UserRegistered], Events(script).Select(item => item.Type));
    }

    [Fact]
    public void Several_users_are_listed_one_after_the_other()
    {
        Assert.Equal(["bob", "alice", "alice"], Events("Get-FlowservAuditEvent bob, alice").Select(item => item.Username));
    }

    [Fact]
    public void Types_and_a_number_limit_the_list()
    {
        Assert.Equal(["bob", "alice"], Events("Get-FlowservAuditEvent -Type UserRegistered").Select(item => item.Username));
        Assert.Equal(["bob"], Events("Get-FlowservAuditEvent -Type UserRegistered, PolicyChanged -First 1").Select(item => item.Username));
        Assert.Empty(Events("Get-FlowservAuditEvent -First 0"));
    }

    [Theory]
    [InlineData("-After ([datetime]::new(2026, 3, 1, 13, 0, 0, [DateTimeKind]'Utc'))", 2)]
    [InlineData("-After ([datetime]::new(2026, 3, 1, 13, 0, 0, [DateTimeKind]'Utc').ToLocalTime())", 2)]
    [InlineData("-After ([datetime]::SpecifyKind([datetime]::new(2026, 3, 1, 13, 0, 0, [DateTimeKind]'Utc').ToLocalTime(), 'Unspecified'))", 2)]
    [InlineData("-After '2026-03-01T18:30+05:30'", 2)]
    [InlineData("-Before '2026-03-01T13:00Z'", 2)]
    [InlineData("-After '2026-03-01T13:00Z' -Before '2026-03-01T14:00Z'", 1)]
    public void Times_are_understood_with_and_without_a_zone(string parameters, int count)
    {
        Assert.Equal(count, Events($"Get-FlowservAuditEvent {parameters}").Count);
    }

    [Fact]
    public void A_user_who_never_existed_is_an_error_and_the_others_are_listed()
    {
        EngineOutcome outcome = _engine.Run("Get-FlowservAuditEvent nobody, bob");

        Assert.Equal("nobody", outcome.NonTerminating("UnknownUser").TargetObject);
        Assert.Equal("bob", Assert.Single(outcome.As<FlowservAuditEvent>()).Username);
    }

    [Fact]
    public void A_negative_number_of_events_is_refused()
    {
        _engine.RunToFailure("Get-FlowservAuditEvent -First -1").Terminating("ParameterArgumentValidationError");
    }

    private IReadOnlyList<FlowservAuditEvent> Events(string script) => _engine.Run(script).Succeeded().As<FlowservAuditEvent>();
}
