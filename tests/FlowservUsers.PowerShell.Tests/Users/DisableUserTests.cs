namespace FlowservUsers.PowerShell.Tests.Users;

public sealed class DisableUserTests : IDisposable
{
    private readonly Engine _engine = new();

    public DisableUserTests()
    {
        foreach (string username in new[] { "alice", "alan", "bob" })
            _engine.Service.RegisterUser(username, Engine.GoodPassword);
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_disabled_user_cannot_log_in_and_nothing_is_written()
    {
        Assert.Empty(_engine.Run("Disable-FlowservUser alice").Succeeded().Output);

        Assert.Equal(UserStatus.Disabled, _engine.Run("Get-FlowservUser alice").One<FlowservUser>().Status);
        _engine.Run("Connect-FlowservUser -Username alice -Password $password").NonTerminating("InvalidCredentials");
    }

    [Fact]
    public void The_session_and_the_reset_request_of_a_disabled_user_end_at_once()
    {
        _engine.Run(
            """
            $request = Request-FlowservPasswordReset alice
            Connect-FlowservUser -Username alice -Password $password
            Disable-FlowservUser alice
            """).Succeeded();

        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
        _engine.Run("$request | Reset-FlowservPassword -Password 'another good password'").NonTerminating("UnknownRequest");
    }

    [Fact]
    public void Ended_sessions_and_requests_do_not_come_back_when_the_user_is_enabled_again()
    {
        _engine.Run(
            """
            $request = Request-FlowservPasswordReset alice
            Connect-FlowservUser -Username alice -Password $password
            Disable-FlowservUser alice
            Enable-FlowservUser alice
            """).Succeeded();

        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
        _engine.Run("$request | Reset-FlowservPassword -Password 'another good password'").NonTerminating("UnknownRequest");
    }

    [Fact]
    public void PassThru_returns_the_user_as_it_is_now() =>
        Assert.Equal(UserStatus.Disabled, _engine.Run("Disable-FlowservUser alice -PassThru").One<FlowservUser>().Status);

    [Fact]
    public void Users_from_a_listing_are_disabled()
    {
        _engine.Run("Get-FlowservUser al* | Disable-FlowservUser").Succeeded();

        Assert.Equal("bob", _engine.Run("Get-FlowservUser").One<FlowservUser>().Username);
    }

    [Fact]
    public void WhatIf_disables_nobody()
    {
        _engine.Run("Get-FlowservUser al* | Disable-FlowservUser -WhatIf").Succeeded();

        Assert.Equal(3, _engine.Run("Get-FlowservUser").Succeeded().Output.Count);
    }

    [Fact]
    public void An_unknown_name_is_a_separate_error_and_the_next_user_is_disabled()
    {
        var error = _engine.Run("Disable-FlowservUser nobody, alice").NonTerminating("UnknownUser");

        Assert.Equal("nobody", error.TargetObject);
        Assert.Equal(UserStatus.Disabled, _engine.Run("Get-FlowservUser alice").One<FlowservUser>().Status);
    }

    [Fact]
    public void A_name_is_literal() => _engine.Run("Disable-FlowservUser 'al*'").NonTerminating("UnknownUser");

    [Fact]
    public void Disabling_twice_is_not_an_error() => _engine.Run("Disable-FlowservUser alice, alice").Succeeded();
}
