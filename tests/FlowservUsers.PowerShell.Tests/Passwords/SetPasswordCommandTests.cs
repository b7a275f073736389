using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Passwords;

public sealed class SetPasswordCommandTests : IDisposable
{
    private const string New = "another horse battery";

    private readonly Engine _engine = new();

    public SetPasswordCommandTests() => _engine.Service.RegisterUser("alice", Engine.GoodPassword);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_user_who_is_logged_in_stays_logged_in_and_the_other_sessions_end()
    {
        string other = Secret.Reveal(_engine.Service.LoginUser("alice", Engine.GoodPassword).ApiKey);
        Connect();

        Assert.Empty(Run("Set-FlowservPassword -CurrentPassword $password -NewPassword $new").Succeeded().Output);

        Assert.Equal("alice", Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
        Assert.Throws<UnauthenticatedAccessException>(() => _engine.Service.WhoAmIUser(other));
        _engine.Service.LoginUser("alice", New);
    }

    [Fact]
    public void A_key_names_the_user_and_its_session_stays()
    {
        Connect();
        string key = Secret.Reveal(_engine.Service.LoginUser("alice", Engine.GoodPassword).ApiKey);

        _engine.Run(
            "Set-FlowservPassword -ApiKey $key -CurrentPassword $password -NewPassword $new", ("key", key), ("new", New)).Succeeded();

        Assert.Equal("alice", _engine.Service.WhoAmIUser(key).Username);
        Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }

    [Theory]
    [InlineData("Set-FlowservPassword alice -CurrentPassword $password -NewPassword $new")]
    [InlineData("Set-FlowservPassword (Get-FlowservUser alice).Id -CurrentPassword $password -NewPassword $new")]
    [InlineData("Get-FlowservUser alice | Set-FlowservPassword -CurrentPassword $password -NewPassword $new")]
    [InlineData("[pscustomobject]@{ Username = 'ALICE'; CurrentPassword = $password; NewPassword = $new } | Set-FlowservPassword")]
    public void A_user_can_be_given_in_the_usual_ways(string script)
    {
        Run(script).Succeeded();

        _engine.Service.LoginUser("alice", New);
    }

    [Fact]
    public void Naming_the_user_who_is_logged_in_keeps_the_current_session()
    {
        Connect();

        Run("Set-FlowservPassword alice -CurrentPassword $password -NewPassword $new").Succeeded();

        Assert.Equal("alice", Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
    }

    [Fact]
    public void The_current_session_of_another_user_does_not_matter()
    {
        _engine.Service.RegisterUser("bob", Engine.GoodPassword);
        string key = Secret.Reveal(_engine.Service.LoginUser("alice", Engine.GoodPassword).ApiKey);
        Run("Connect-FlowservUser -Username bob -Password $password").Succeeded();

        Run("Set-FlowservPassword alice -CurrentPassword $password -NewPassword $new").Succeeded();

        Assert.Throws<UnauthenticatedAccessException>(() => _engine.Service.WhoAmIUser(key));
        Assert.Equal("bob", Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
    }

    [Fact]
    public void A_wrong_password_is_a_failed_login()
    {
        Connect();

        ErrorRecord error = Run("Set-FlowservPassword -CurrentPassword wrong -NewPassword $new").NonTerminating("InvalidCredentials");

        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Equal("alice", error.TargetObject);
        Assert.Equal(1, _engine.Service.Accounts.Get("alice").FailedLogins);
        _engine.Service.LoginUser("alice", Engine.GoodPassword);
    }

    [Fact]
    public void An_unknown_name_is_a_failed_login()
    {
        ErrorRecord error = Run("Set-FlowservPassword nobody -CurrentPassword $password -NewPassword $new").NonTerminating("InvalidCredentials");

        Assert.Equal("nobody", error.TargetObject);
    }

    [Fact]
    public void A_new_password_that_violates_the_policy_is_refused_with_every_reason()
    {
        ErrorRecord error = Run("Set-FlowservPassword alice -CurrentPassword $password -NewPassword 'alice 1'").NonTerminating("PasswordRejected");

        Assert.Equal(
            [PasswordProblem.TooShort, PasswordProblem.ContainsUsername],
            Assert.IsType<PasswordRejectedException>(error.Exception).Reasons);
        _engine.Service.LoginUser("alice", Engine.GoodPassword);
    }

    [Fact]
    public void Without_a_user_and_a_session_there_is_nobody_to_change()
    {
        Run("Set-FlowservPassword -CurrentPassword $password -NewPassword $new").NonTerminating("UnauthenticatedAccess");
        Run("Set-FlowservPassword -ApiKey rubbish -CurrentPassword $password -NewPassword $new").NonTerminating("UnauthenticatedAccess");
    }

    [Fact]
    public void WhatIf_changes_nothing_and_counts_nothing()
    {
        Run("Set-FlowservPassword alice -CurrentPassword wrong -NewPassword $new -WhatIf").Succeeded();

        Assert.Equal(0, _engine.Service.Accounts.Get("alice").FailedLogins);
        _engine.Service.LoginUser("alice", Engine.GoodPassword);
    }

    private void Connect() => Run("Connect-FlowservUser -Username alice -Password $password").Succeeded();

    private EngineOutcome Run(string script) => _engine.Run(script, ("new", New));
}
