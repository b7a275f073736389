using System.Security;

namespace FlowservUsers.PowerShell.Tests.Sessions;

public sealed class ConnectTests : IDisposable
{
    private readonly Engine _engine = new();

    public ConnectTests() => _engine.Run("Register-FlowservUser alice -Password $password").Succeeded();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_session_of_an_earlier_login_is_resumed_with_its_key()
    {
        _engine.Run("$key = (Connect-FlowservUser -Username alice -Password $password -Label first -NoCurrent).ApiKey").Succeeded();
        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");

        FlowservSession session = _engine.Run("Connect-FlowservUser -ApiKey $key").One<FlowservSession>();

        Assert.Equal("first", session.Label);
        Assert.IsType<HiddenSecret>(session.ApiKey);
        Assert.Equal("alice", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
        Assert.Single(_engine.Run("Get-FlowservSession").Output);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Username = 'alice'; Password = $password } | Connect-FlowservUser")]
    [InlineData("[pscredential]::new('alice', $secure) | Connect-FlowservUser")]
    [InlineData("Connect-FlowservUser ([pscredential]::new('alice', $secure))")]
    public void A_name_and_its_password_can_be_columns_or_a_credential(string script)
    {
        Assert.Equal("alice", _engine.Run(script, ("secure", Secret.Protect(Engine.GoodPassword))).One<FlowservSession>().Username);
    }

    [Fact]
    public void An_invalid_key_resumes_no_session()
    {
        _engine.Run("Connect-FlowservUser -ApiKey nonsense").NonTerminating("UnauthenticatedAccess");
        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }

    [Fact]
    public void The_label_and_the_lifetime_are_as_requested()
    {
        FlowservSession session = _engine.Run(
            "Connect-FlowservUser -Username alice -Password $password -Label nightly -Lifetime 0:5:0")
            .One<FlowservSession>();

        Assert.Equal("nightly", session.Label);
        Assert.Equal(_engine.Clock.GetUtcNow() + TimeSpan.FromMinutes(5), session.ExpiresAt);
        _engine.Clock.Advance(TimeSpan.FromMinutes(5));
        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }

    [Theory]
    [InlineData("0:0:0")]
    [InlineData("-1d")]
    [InlineData("366d")]
    public void A_lifetime_out_of_range_is_refused_and_opens_nothing(string lifetime)
    {
        _engine.Run($"Connect-FlowservUser -Username alice -Password $password -Lifetime {lifetime}").NonTerminating("InvalidPolicy");

        Assert.Empty(_engine.Run("Get-FlowservSession").Output);
    }

    [Fact]
    public void NoCurrent_does_not_change_the_current_session()
    {
        _engine.Run("Register-FlowservUser bob -Password $password; Connect-FlowservUser -Username alice -Password $password").Succeeded();

        _engine.Run("Connect-FlowservUser -Username bob -Password $password -NoCurrent").Succeeded();

        Assert.Equal("alice", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
    }

    [Fact]
    public void An_empty_variable_as_a_key_does_not_stand_for_the_current_session()
    {
        _engine.Run("Connect-FlowservUser -Username alice -Password $password").Succeeded();

        _engine.Run("Get-FlowservCurrentUser -ApiKey $missing").NonTerminating("UnauthenticatedAccess");
        _engine.Run("Disconnect-FlowservUser -ApiKey $missing").NonTerminating("UnauthenticatedAccess");
        Assert.Single(_engine.Run("Get-FlowservSession").Output);
    }
}
