namespace FlowservUsers.PowerShell.Tests.Sessions;

public sealed class CurrentSessionTests : IDisposable
{
    private readonly Engine _engine = new();

    public CurrentSessionTests()
    {
        _engine.Run("Register-FlowservUser alice $password; Register-FlowservUser bob $password").Succeeded();
        _engine.Run("$session = Connect-FlowservUser -Username alice -Password $password").Succeeded();
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Another_runspace_does_not_see_it()
    {
        _engine.RunInOtherRunspace("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
        _engine.RunInOtherRunspace("Disconnect-FlowservUser").NonTerminating("UnauthenticatedAccess");
        _engine.RunInOtherRunspace("Connect-FlowservUser -Username bob -Password $password").Succeeded();

        Assert.Equal("alice", CurrentUser());
    }

    [Fact]
    public void Another_database_has_its_own()
    {
        string other = Path.Combine(_engine.Folder, "other.db");
        _engine.Run("Register-FlowservUser carol $password -Database other.db").Succeeded();
        _engine.Run("Get-FlowservCurrentUser -Database other.db").NonTerminating("UnauthenticatedAccess");
        _engine.Run("Connect-FlowservUser -Username carol -Password $password -Database other.db").Succeeded();

        Assert.Equal("carol", _engine.Run("Get-FlowservCurrentUser -Database sqlite:///other.db").One<FlowservUser>().Username);
        Assert.Equal("alice", CurrentUser());
        _engine.Run("Disconnect-FlowservUser -Database other.db").Succeeded();
        Assert.Equal("alice", CurrentUser());
        FlowservUsers.Databases.OpenServices.Close(other);
    }

    [Theory]
    [InlineData("Get-FlowservCurrentUser -ApiKey $session.ApiKey")]
    [InlineData("Get-FlowservCurrentUser -ApiKey $text")]
    [InlineData("$session | Get-FlowservCurrentUser")]
    [InlineData("[pscustomobject]@{ ApiKey = $text } | Get-FlowservCurrentUser")]
    public void A_given_key_overrides_it(string script)
    {
        _engine.Run("$text = (Connect-FlowservUser -ApiKey $session.ApiKey -AsPlainText).ApiKey; Connect-FlowservUser -Username bob -Password $password").Succeeded();

        Assert.Equal("alice", _engine.Run(script).One<FlowservUser>().Username);
        Assert.Equal("bob", CurrentUser());
    }

    [Theory]
    [InlineData("Get-FlowservCurrentUser -ApiKey $null")]
    [InlineData("Get-FlowservCurrentUser -ApiKey $missing")]
    [InlineData("Get-FlowservCurrentUser -ApiKey ''")]
    [InlineData("Get-FlowservCurrentUser -ApiKey 'fsk_x'")]
    [InlineData("[pscustomobject]@{ ApiKey = $null } | Get-FlowservCurrentUser")]
    [InlineData("$session.WithApiKey($null) | Get-FlowservCurrentUser")]
    [InlineData("Disconnect-FlowservUser -ApiKey $null")]
    [InlineData("Disconnect-FlowservUser -ApiKey ''")]
    [InlineData("Disconnect-FlowservUser -ApiKey 'fsk_x' -Everywhere")]
    public void A_bad_or_missing_given_key_is_an_error_and_never_falls_back_to_it(string script)
    {
        EngineOutcome outcome = _engine.Run(script);

        outcome.NonTerminating("UnauthenticatedAccess");
        Assert.Empty(outcome.Output);
        Assert.Equal("alice", CurrentUser());
    }

    [Fact]
    public void Logging_out_ends_it_and_returns_the_user()
    {
        Assert.Equal("alice", _engine.Run("Disconnect-FlowservUser").One<FlowservUser>().Username);

        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
        _engine.Run("Get-FlowservCurrentUser -ApiKey $session.ApiKey").NonTerminating("UnauthenticatedAccess");
        Assert.Contains("Connect-FlowservUser", _engine.Run("Disconnect-FlowservUser").NonTerminating("UnauthenticatedAccess").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$other | Disconnect-FlowservUser")]
    [InlineData("Disconnect-FlowservUser -Session $other")]
    [InlineData("Disconnect-FlowservUser -ApiKey $other.ApiKey")]
    [InlineData("$other.WithApiKey($null) | Disconnect-FlowservUser")]
    [InlineData("[pscustomobject]@{ ApiKey = $other.ApiKey } | Disconnect-FlowservUser")]
    public void Logging_out_another_session_leaves_it(string script)
    {
        _engine.Run("$other = Connect-FlowservUser -Username bob -Password $password -NoCurrent").Succeeded();

        Assert.Equal("bob", _engine.Run(script).One<FlowservUser>().Username);
        _engine.Run("Get-FlowservCurrentUser -ApiKey $other.ApiKey").NonTerminating("UnauthenticatedAccess");
        Assert.Equal("alice", CurrentUser());
    }

    [Fact]
    public void Several_sessions_are_logged_out_and_one_that_has_ended_does_not_end_the_pipeline()
    {
        _engine.Run("$sessions = 'alice', 'bob', 'bob' | ForEach-Object { Connect-FlowservUser -Username $_ -Password $password -NoCurrent }").Succeeded();
        _engine.Run("$sessions[1] | Disconnect-FlowservUser").Succeeded();

        EngineOutcome outcome = _engine.Run("$sessions | Disconnect-FlowservUser");
        outcome.NonTerminating("UnauthenticatedAccess");
        Assert.Equal("alice,bob", string.Join(',', outcome.As<FlowservUser>()));

        outcome = _engine.Run("$sessions | ForEach-Object { $_.WithApiKey($null) } | Disconnect-FlowservUser");
        Assert.Equal(["UnknownSession", "UnknownSession", "UnknownSession"], outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void Logging_out_everywhere_ends_every_session_of_the_user()
    {
        _engine.Run("$elsewhere = Connect-FlowservUser -Username alice -Password $password -NoCurrent").Succeeded();
        _engine.Run("Disconnect-FlowservUser -Everywhere").Succeeded();

        _engine.Run("Get-FlowservCurrentUser -ApiKey $elsewhere.ApiKey").NonTerminating("UnauthenticatedAccess");
        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }

    [Theory]
    [InlineData("Disconnect-FlowservUser -WhatIf")]
    [InlineData("Disconnect-FlowservUser -Everywhere -WhatIf")]
    [InlineData("$session | Disconnect-FlowservUser -WhatIf")]
    [InlineData("$session.WithApiKey($null) | Disconnect-FlowservUser -WhatIf")]
    public void WhatIf_logs_nobody_out(string script)
    {
        Assert.Empty(_engine.Run(script).Succeeded().Output);
        Assert.Equal("alice", CurrentUser());
    }

    [Fact]
    public void A_current_user_who_is_disabled_is_not_recognised()
    {
        _engine.Disable("alice");

        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
    }

    private string CurrentUser() => _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username;
}
