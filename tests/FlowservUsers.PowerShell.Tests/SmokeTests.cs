namespace FlowservUsers.PowerShell.Tests;

public sealed class SmokeTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_user_is_registered_logs_in_is_recognised_and_logs_out()
    {
        _engine.Run("Register-FlowservUser alice -Password $password").Succeeded();
        _engine.Run("Connect-FlowservUser -Username alice -Password $password").Succeeded();

        Assert.Equal("alice", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
        Assert.Equal("alice", _engine.Run("Disconnect-FlowservUser").One<FlowservUser>().Username);
        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }
}
