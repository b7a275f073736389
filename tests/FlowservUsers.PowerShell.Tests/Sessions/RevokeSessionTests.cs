using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Sessions;

public sealed class RevokeSessionTests : IDisposable
{
    private readonly Engine _engine = new();

    public RevokeSessionTests()
    {
        _engine.Run("'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $password }").Succeeded();
        Connect("alice", "one");
        Connect("alice", "two");
        Connect("bob", "three");
    }

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Get-FlowservSession alice | Where-Object Label -eq one | Revoke-FlowservSession")]
    [InlineData("Revoke-FlowservSession -Id (Get-FlowservSession alice)[0].Id")]
    [InlineData("Revoke-FlowservSession -Session (Get-FlowservSession alice)[0]")]
    [InlineData("Revoke-FlowservSession (Get-FlowservSession alice)[0]")]
    [InlineData("Revoke-FlowservSession @((Get-FlowservSession alice)[0])")]
    [InlineData("[pscustomobject]@{ Id = (Get-FlowservSession alice)[0].Id } | Revoke-FlowservSession")]
    [InlineData("[pscustomobject]@{ Username = 'alice'; UserId = (Get-FlowservUser alice).Id; Id = (Get-FlowservSession alice)[0].Id } | Revoke-FlowservSession")]
    [InlineData("[pscustomobject]@{ SessionId = (Get-FlowservSession alice)[0].Id } | Revoke-FlowservSession")]
    public void A_session_is_ended_alone(string script)
    {
        Assert.Empty(_engine.Run(script).Succeeded().Output);
        Assert.Equal(["two", "three"], Remaining());
    }

    [Theory]
    [InlineData("Revoke-FlowservSession alice")]
    [InlineData("Revoke-FlowservSession -Identity ALICE")]
    [InlineData("Revoke-FlowservSession (Get-FlowservUser alice)")]
    [InlineData("Revoke-FlowservSession (Get-FlowservUser alice).Id")]
    [InlineData("'alice' | Revoke-FlowservSession")]
    [InlineData("Get-FlowservUser alice | Revoke-FlowservSession")]
    [InlineData("Get-FlowservUser al* | Revoke-FlowservSession")]
    [InlineData("[pscustomobject]@{ Username = 'alice' } | Revoke-FlowservSession")]
    [InlineData("Get-FlowservSession alice | Revoke-FlowservSession")]
    [InlineData("Revoke-FlowservSession (Get-FlowservSession alice)")]
    [InlineData("Revoke-FlowservSession -Id (Get-FlowservSession alice).Id")]
    public void All_sessions_of_a_user_end_and_no_others(string script)
    {
        Assert.Empty(_engine.Run(script).Succeeded().Output);
        Assert.Equal(["three"], Remaining());
    }

    [Fact]
    public void Only_the_sessions_of_an_array_are_ended()
    {
        Connect("alice", "four");

        _engine.Run("Revoke-FlowservSession (Get-FlowservSession alice | Where-Object Label -ne two)").Succeeded();

        Assert.Equal(["two", "three"], Remaining());
    }

    [Fact]
    public void The_key_of_a_revoked_session_stops_working()
    {
        _engine.Run("Get-FlowservSession -Current | Revoke-FlowservSession").Succeeded();

        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }

    [Fact]
    public void A_session_identifier_given_as_a_user_is_an_error_that_says_what_to_do()
    {
        ErrorRecord error = _engine.Run("Revoke-FlowservSession (Get-FlowservSession bob).Id").NonTerminating("UnknownUser");

        Assert.Contains("-Id", error.ToString());
        Assert.Equal(["one", "two", "three"], Remaining());
    }

    [Fact]
    public void An_unknown_session_is_a_separate_error()
    {
        EngineOutcome outcome = _engine.Run("Revoke-FlowservSession -Id nosuchsession, (Get-FlowservSession bob).Id");

        Assert.Equal("nosuchsession", outcome.NonTerminating("UnknownSession").TargetObject);
        Assert.Equal(["one", "two"], Remaining());
    }

    [Fact]
    public void An_unknown_user_is_a_separate_error()
    {
        Assert.Equal("nobody", _engine.Run("'nobody', 'bob' | Revoke-FlowservSession").NonTerminating("UnknownUser").TargetObject);
        Assert.Equal(["one", "two"], Remaining());
    }

    [Theory]
    [InlineData("$null | Revoke-FlowservSession")]
    [InlineData("Revoke-FlowservSession $null")]
    [InlineData("Revoke-FlowservSession -Id $null")]
    [InlineData("Revoke-FlowservSession")]
    [InlineData("Get-FlowservUser nob* | Revoke-FlowservSession")]
    [InlineData("$null | Get-FlowservSession | Revoke-FlowservSession")]
    public void An_empty_identity_does_not_mean_every_user(string script)
    {
        _engine.Run($"try {{ {script} }} catch {{ }}");

        Assert.Equal(["one", "two", "three"], Remaining());
    }

    [Theory]
    [InlineData("Revoke-FlowservSession alice -WhatIf")]
    [InlineData("Get-FlowservSession | Revoke-FlowservSession -WhatIf")]
    public void WhatIf_ends_nothing(string script)
    {
        _engine.Run(script).Succeeded();

        Assert.Equal(["one", "two", "three"], Remaining());
    }

    [Fact]
    public void A_user_without_sessions_is_not_an_error()
    {
        _engine.Run("Revoke-FlowservSession bob; Revoke-FlowservSession bob").Succeeded();
    }

    private IEnumerable<string?> Remaining() =>
        _engine.Run("Get-FlowservSession").Succeeded().As<FlowservSession>().Select(session => session.Label);

    private void Connect(string username, string label)
    {
        _engine.Run($"Connect-FlowservUser -Username {username} -Password $password -Label {label}").Succeeded();
        _engine.Clock.Advance(TimeSpan.FromSeconds(1));
    }
}
