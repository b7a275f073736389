using System.Management.Automation;
using System.Security;

namespace FlowservUsers.PowerShell.Tests.Passwords;

public sealed class ResetTests : IDisposable
{
    private const string NewPassword = "another horse battery";

    private readonly Engine _engine = new();

    public ResetTests() => _engine.Run("Register-FlowservUser alice $password; Register-FlowservUser bob $password; $new = 'another horse battery'").Succeeded();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password $new")]
    [InlineData("'alice' | Request-FlowservPasswordReset -AsPlainText | Reset-FlowservPassword -Password $new")]
    [InlineData("Get-FlowservUser alice | Request-FlowservPasswordReset | Reset-FlowservPassword -Password $new")]
    [InlineData("[pscustomobject]@{ Name = 'alice' } | Request-FlowservPasswordReset | Reset-FlowservPassword -Password $new")]
    [InlineData("Reset-FlowservPassword (Request-FlowservPasswordReset Alice).RequestId $new")]
    [InlineData("Reset-FlowservPassword -RequestId (Request-FlowservPasswordReset alice -AsPlainText).RequestId -Password $new")]
    [InlineData("[pscustomobject]@{ RequestId = (Request-FlowservPasswordReset alice).RequestId; Password = $new } | Reset-FlowservPassword")]
    public void A_password_is_reset_by_a_request_in_every_form(string script)
    {
        Assert.Equal("alice", _engine.Run(script).One<FlowservUser>().Username);

        _engine.Run("Connect-FlowservUser -Username alice -Password $password").NonTerminating("InvalidCredentials");
        _engine.Run("Connect-FlowservUser -Username alice -Password $new").Succeeded();
    }

    [Fact]
    public void A_request_shows_its_name_and_expiry_and_its_identifier_as_text_only_on_request()
    {
        var request = _engine.Run("Request-FlowservPasswordReset ALICE").One<FlowservPasswordResetRequest>();
        Assert.IsType<HiddenSecret>(request.RequestId);
        Assert.Equal("ALICE", request.Username);
        Assert.Equal(_engine.Clock.GetUtcNow().AddMinutes(30), request.ExpiresAt);

        Assert.IsType<string>(_engine.Run("Request-FlowservPasswordReset alice -AsPlainText").One<FlowservPasswordResetRequest>().RequestId);
    }

    [Fact]
    public void An_unknown_name_gets_a_request_that_opens_nothing()
    {
        EngineOutcome outcome = _engine.Run("$requests = Request-FlowservPasswordReset alice, nobody, bob; $requests");
        Assert.Equal("alice,nobody,bob", string.Join(',', outcome.Succeeded().As<FlowservPasswordResetRequest>()));

        outcome = _engine.Run("$requests | Reset-FlowservPassword -Password $new");
        ErrorRecord error = outcome.NonTerminating("UnknownRequest");
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("nobody", error.TargetObject);
        Assert.IsType<UnknownRequestException>(error.Exception);
        Assert.Equal("alice,bob", string.Join(',', outcome.As<FlowservUser>()));
    }

    [Theory]
    [InlineData("$used")]
    [InlineData("$replaced")]
    [InlineData("''")]
    [InlineData("'fsr_0'")]
    [InlineData("('x' * 10000000)")]
    [InlineData("\"' OR 1=1 --\"")]
    [InlineData("$session.ApiKey")]
    public void A_used_a_replaced_and_an_unknown_request_are_the_same_UnknownRequest_error(string request)
    {
        _engine.Run(
            """
            $used = (Request-FlowservPasswordReset alice -AsPlainText).RequestId
            $null = Reset-FlowservPassword $used $new
            $replaced = (Request-FlowservPasswordReset bob -AsPlainText).RequestId
            $null = Request-FlowservPasswordReset bob
            $session = Connect-FlowservUser -Username bob -Password $password
            """).Succeeded();

        ErrorRecord error = _engine.Run($"Reset-FlowservPassword -RequestId {request} -Password 'yet another horse'").NonTerminating("UnknownRequest");
        Assert.Null(error.TargetObject);
        Assert.DoesNotContain("fsr_", error.Exception.ToString(), StringComparison.Ordinal);
        _engine.Run("Connect-FlowservUser -Username alice -Password $new; Connect-FlowservUser -Username bob -Password $password").Succeeded();
    }

    [Fact]
    public void An_expired_request_is_unknown()
    {
        _engine.Run("$request = Request-FlowservPasswordReset alice").Succeeded();
        _engine.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal("alice", _engine.Run("$request | Reset-FlowservPassword -Password $new").NonTerminating("UnknownRequest").TargetObject);
    }

    [Fact]
    public void A_rejected_password_names_the_user_and_leaves_the_request_open()
    {
        _engine.Run("$id = (Request-FlowservPasswordReset alice).RequestId").Succeeded();

        foreach (string password in (string[])["", "  ", "short"])
        {
            ErrorRecord error = _engine.Run("Reset-FlowservPassword -RequestId $id -Password $bad", ("bad", password)).NonTerminating("PasswordRejected");
            Assert.Equal("alice", error.TargetObject);
        }
        _engine.Run("Reset-FlowservPassword $id $new").Succeeded();
    }

    [Fact]
    public void Resetting_logs_nobody_in_and_ends_the_sessions()
    {
        _engine.Run("Connect-FlowservUser -Username alice -Password $password").Succeeded();
        _engine.Run("Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password $new").Succeeded();

        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }

    [Fact]
    public void WhatIf_neither_opens_nor_uses_a_request()
    {
        _engine.Run("$request = Request-FlowservPasswordReset alice").Succeeded();

        Assert.Empty(_engine.Run("Request-FlowservPasswordReset alice -WhatIf").Succeeded().Output);
        Assert.Empty(_engine.Run("$request | Reset-FlowservPassword -Password $new -WhatIf").Succeeded().Output);
        Assert.Equal("alice", _engine.Service.LoginUser("alice", Engine.GoodPassword).Username);
        Assert.Equal("alice", _engine.Run("$request | Reset-FlowservPassword -Password $new").One<FlowservUser>().Username);
        Assert.Equal("alice", _engine.Service.LoginUser("alice", NewPassword).Username);
    }
}
