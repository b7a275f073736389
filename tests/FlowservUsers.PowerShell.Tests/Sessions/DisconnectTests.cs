namespace FlowservUsers.PowerShell.Tests.Sessions;

public sealed class DisconnectTests : IDisposable
{
    private readonly Engine _engine = new();

    public DisconnectTests() => _engine.Run(
        """
        'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $password }
        $one = Connect-FlowservUser -Username alice -Password $password -Label one
        $two = Connect-FlowservUser -Username alice -Password $password -Label two
        $three = Connect-FlowservUser -Username bob -Password $password -Label three -NoCurrent
        """).Succeeded();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Disconnect-FlowservUser", "one three")]
    [InlineData("Disconnect-FlowservUser -ApiKey $one.ApiKey", "three two")]
    [InlineData("$one | Disconnect-FlowservUser", "three two")]
    [InlineData("Disconnect-FlowservUser -Session $one", "three two")]
    [InlineData("Get-FlowservSession | Where-Object Label -eq one | Disconnect-FlowservUser", "three two")]
    [InlineData("Disconnect-FlowservUser -Everywhere", "three")]
    [InlineData("Disconnect-FlowservUser -ApiKey $one.ApiKey -Everywhere", "three")]
    [InlineData("$one | Disconnect-FlowservUser -Everywhere", "three")]
    [InlineData("Get-FlowservSession | Where-Object Label -eq one | Disconnect-FlowservUser -Everywhere", "three")]
    public void One_session_ends_or_with_Everywhere_all_sessions_of_its_user(string script, string remaining)
    {
        Assert.Equal("alice", _engine.Run(script).One<FlowservUser>().Username);
        Assert.Equal(remaining.Split(' '), Remaining());
    }

    [Fact]
    public void Logging_out_of_the_current_session_leaves_none()
    {
        _engine.Run("$two | Disconnect-FlowservUser").Succeeded();

        Assert.False(_engine.Run("Test-FlowservSession").One<bool>());
    }

    [Fact]
    public void Logging_out_of_another_session_keeps_the_current_one()
    {
        _engine.Run("$one | Disconnect-FlowservUser").Succeeded();

        Assert.Equal("two", _engine.Run("Get-FlowservSession -Current").One<FlowservSession>().Label);
    }

    [Fact]
    public void An_ended_session_is_a_separate_error()
    {
        EngineOutcome outcome = _engine.Run("$sessions = Get-FlowservSession; Revoke-FlowservSession bob; $sessions | Disconnect-FlowservUser");

        outcome.NonTerminating("UnknownSession");
        Assert.Equal(2, outcome.Output.Count);
    }

    [Theory]
    [InlineData("Disconnect-FlowservUser -Everywhere -WhatIf")]
    [InlineData("Get-FlowservSession | Disconnect-FlowservUser -WhatIf")]
    public void WhatIf_ends_nothing(string script)
    {
        Assert.Empty(_engine.Run(script).Succeeded().Output);
        Assert.Equal(["one", "three", "two"], Remaining());
    }

    private IEnumerable<string?> Remaining() =>
        _engine.Run("Get-FlowservSession").Succeeded().As<FlowservSession>().Select(session => session.Label).Order();
}
