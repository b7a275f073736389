namespace FlowservUsers.PowerShell.Tests.Sessions;

public sealed class GetSessionTests : IDisposable
{
    private readonly Engine _engine = new();

    public GetSessionTests()
    {
        _engine.Run("'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $password }").Succeeded();
        Connect("alice", "one");
        Connect("alice", "two");
        Connect("bob", "three");
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Without_a_name_all_sessions_are_listed_ordered_by_expiry()
    {
        Assert.Equal(["one", "two", "three"], Labels("Get-FlowservSession"));
    }

    [Theory]
    [InlineData("Get-FlowservSession alice")]
    [InlineData("Get-FlowservSession -Identity ALICE")]
    [InlineData("Get-FlowservSession (Get-FlowservUser alice).Id")]
    [InlineData("Get-FlowservSession (Get-FlowservUser alice)")]
    [InlineData("'alice' | Get-FlowservSession")]
    [InlineData("Get-FlowservUser alice | Get-FlowservSession")]
    [InlineData("[pscustomobject]@{ Username = 'alice' } | Get-FlowservSession")]
    public void The_sessions_of_a_user_are_found_by_name_identifier_or_object(string script)
    {
        Assert.Equal(["one", "two"], Labels(script));
    }

    [Fact]
    public void Several_users_can_be_named_and_an_unknown_one_does_not_stop_the_others()
    {
        EngineOutcome outcome = _engine.Run("Get-FlowservSession nobody, bob");

        Assert.Equal("nobody", outcome.NonTerminating("UnknownUser").TargetObject);
        Assert.Equal("bob", Assert.Single(outcome.As<FlowservSession>()).Username);
    }

    [Theory]
    [InlineData("$null | Get-FlowservSession")]
    [InlineData("Get-FlowservSession $null")]
    [InlineData("Get-FlowservSession ''")]
    [InlineData("Get-FlowservUser nob* | Get-FlowservSession")]
    public void An_empty_identity_does_not_mean_every_user(string script)
    {
        Assert.Empty(_engine.Run($"$ErrorActionPreference = 'SilentlyContinue'; try {{ {script} }} catch {{ }}").Output);
    }

    [Fact]
    public void The_key_is_never_listed()
    {
        Assert.All(_engine.Run("Get-FlowservSession; Get-FlowservSession -Current").As<FlowservSession>(), session => Assert.Null(session.ApiKey));
    }

    [Fact]
    public void The_current_session_is_the_one_of_this_runspace()
    {
        Assert.Equal("three", _engine.Run("Get-FlowservSession -Current").One<FlowservSession>().Label);
        _engine.RunInOtherRunspace("Get-FlowservSession -Current").NonTerminating("UnauthenticatedAccess");
    }

    [Fact]
    public void Ended_sessions_are_listed_only_when_asked_for()
    {
        _engine.Run("Connect-FlowservUser -Username alice -Password $password -Label short -Lifetime 0:0:10").Succeeded();
        _engine.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["one", "two", "three"], Labels("Get-FlowservSession"));
        Assert.Equal(["short"], Labels("Get-FlowservSession -Expired"));
        Assert.Equal(["short"], Labels("Get-FlowservSession alice -Expired"));
        Assert.Empty(Labels("Get-FlowservSession bob -Expired"));
    }

    [Fact]
    public void Sessions_past_the_idle_timeout_count_as_ended()
    {
        _engine.Service.Policy.Set(_engine.Service.Policy.Get() with { SessionIdleTimeout = TimeSpan.FromMinutes(5) });
        _engine.Clock.Advance(TimeSpan.FromMinutes(4));
        _engine.Run("Get-FlowservCurrentUser").Succeeded();
        _engine.Clock.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(["three"], Labels("Get-FlowservSession"));
        Assert.Equal(["one", "two"], Labels("Get-FlowservSession -Expired"));
    }

    [Fact]
    public void A_missing_database_ends_the_script()
    {
        _engine.Run("try { Get-FlowservSession -Database missing.db; 'went on' } catch { throw }").Terminating("DatabaseNotFound");
    }

    private IEnumerable<string?> Labels(string script) =>
        _engine.Run(script).Succeeded().As<FlowservSession>().Select(session => session.Label);

    private void Connect(string username, string label)
    {
        _engine.Run($"Connect-FlowservUser -Username {username} -Password $password -Label {label}").Succeeded();
        _engine.Clock.Advance(TimeSpan.FromSeconds(1));
    }
}
