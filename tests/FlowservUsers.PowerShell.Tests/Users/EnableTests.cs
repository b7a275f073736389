using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Users;

public sealed class EnableTests : IDisposable
{
    private readonly Engine _engine = new();

    public EnableTests()
    {
        foreach (string name in (string[])["alice", "bob"])
            _engine.Run("Register-FlowservUser $name $password -RequireActivation", ("name", name)).Succeeded();
    }

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Enable-FlowservUser ALICE")]
    [InlineData("Enable-FlowservUser -Identity alice")]
    [InlineData("Enable-FlowservUser -Username alice")]
    [InlineData("Enable-FlowservUser -Name alice")]
    [InlineData("Enable-FlowservUser -Id (Get-FlowservUser alice).Id")]
    [InlineData("Enable-FlowservUser -UserId (Get-FlowservUser alice).Id.ToUpper()")]
    [InlineData("Enable-FlowservUser (Get-FlowservUser alice)")]
    [InlineData("'alice' | Enable-FlowservUser")]
    [InlineData("Get-FlowservUser alice | Enable-FlowservUser")]
    [InlineData("[pscustomobject]@{ Username = 'alice' } | Enable-FlowservUser")]
    [InlineData("[pscustomobject]@{ UserId = (Get-FlowservUser alice).Id } | Enable-FlowservUser")]
    public void A_user_can_be_given_in_every_form(string script)
    {
        FlowservUser user = _engine.Run(script).One<FlowservUser>();

        Assert.Equal("alice", user.Username);
        Assert.True(user.Active);
    }

    [Fact]
    public void Several_users_are_enabled_and_an_unknown_one_does_not_end_the_pipeline()
    {
        foreach (string script in (string[])["Enable-FlowservUser alice, nobody, bob", "'alice', 'nobody', 'bob' | Enable-FlowservUser"])
        {
            EngineOutcome outcome = _engine.Run(script);

            ErrorRecord error = outcome.NonTerminating("UnknownUser");
            Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
            Assert.Equal("nobody", error.TargetObject);
            Assert.IsType<UnknownUserException>(error.Exception);
            Assert.Equal(["alice", "bob"], outcome.As<FlowservUser>().Select(user => user.Username));
        }
    }

    [Fact]
    public void A_user_object_is_matched_by_its_id_even_if_the_user_was_renamed()
    {
        _engine.Run("$alice = Get-FlowservUser alice").Succeeded();
        _engine.Rename("alice", "zoe");
        _engine.Run("Register-FlowservUser alice $password -RequireActivation").Succeeded();

        Assert.Equal("zoe", _engine.Run("$alice | Enable-FlowservUser").One<FlowservUser>().Username);
        Assert.Equal("zoe", _engine.Run("Enable-FlowservUser $alice").One<FlowservUser>().Username);
        Assert.Equal("zoe", _engine.Run("$alice | Get-FlowservUser").One<FlowservUser>().Username);
        Assert.Equal(UserStatus.Pending, _engine.Run("Get-FlowservUser alice").One<FlowservUser>().Status);
    }

    [Fact]
    public void Wildcards_are_literal_where_users_are_changed()
    {
        Assert.Equal("*", _engine.Run("Enable-FlowservUser *").NonTerminating("UnknownUser").TargetObject);
    }

    [Fact]
    public void Pending_users_are_enabled_by_a_pipeline_and_WhatIf_enables_nobody()
    {
        Assert.Empty(_engine.Run("Get-FlowservUser -Status Pending | Enable-FlowservUser -WhatIf").Succeeded().Output);
        Assert.Equal(2, _engine.Run("Get-FlowservUser -Status Pending").Output.Count);

        Assert.Equal(2, _engine.Run("Get-FlowservUser -Status Pending | Where-Object Username -Like '*' | Enable-FlowservUser").Succeeded().Output.Count);
        Assert.Empty(_engine.Run("Get-FlowservUser -Status Pending").Succeeded().Output);
    }

    [Fact]
    public void Confirm_without_an_interactive_host_is_an_error_and_changes_nothing()
    {
        Assert.NotNull(_engine.RunToFailure("Enable-FlowservUser alice -Confirm").Failure);
        Assert.NotNull(_engine.RunToFailure("Register-FlowservUser carol $password -Confirm").Failure);

        Assert.Equal(["alice", "bob"], _engine.Run("Get-FlowservUser -All").As<FlowservUser>().Select(user => user.Username));
        Assert.Empty(_engine.Run("Get-FlowservUser").Output);
    }
}
