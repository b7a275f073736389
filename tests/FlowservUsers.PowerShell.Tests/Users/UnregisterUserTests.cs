namespace FlowservUsers.PowerShell.Tests.Users;

public sealed class UnregisterUserTests : IDisposable
{
    private readonly Engine _engine = new();

    public UnregisterUserTests()
    {
        foreach (string username in new[] { "alice", "bob" })
            _engine.Service.RegisterUser(username, Engine.GoodPassword);
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_deleted_user_is_gone_with_its_session_and_nothing_is_written()
    {
        _engine.Run("Connect-FlowservUser -Username alice -Password $password").Succeeded();

        Assert.Empty(_engine.Run("Unregister-FlowservUser alice -Confirm:$false").Succeeded().Output);

        _engine.Run("Get-FlowservUser alice").NonTerminating("UnknownUser");
        _engine.Run("Get-FlowservCurrentUser").NonTerminating("UnauthenticatedAccess");
        _engine.Run("Get-FlowservUser bob").Succeeded();
    }

    [Fact]
    public void The_name_can_be_registered_again_as_another_user()
    {
        string old = _engine.Run("Get-FlowservUser alice").One<FlowservUser>().Id;

        _engine.Run("Unregister-FlowservUser alice -Confirm:$false").Succeeded();

        Assert.NotEqual(old, _engine.Run("Register-FlowservUser alice -Password $password").One<FlowservUser>().Id);
    }

    [Fact]
    public void It_asks_for_confirmation_and_deletes_nothing_in_a_noninteractive_session()
    {
        Assert.NotNull(_engine.RunToFailure("Unregister-FlowservUser alice").Failure);

        _engine.Run("Get-FlowservUser alice").Succeeded();
    }

    [Fact]
    public void WhatIf_deletes_nobody()
    {
        _engine.Run("Get-FlowservUser | Unregister-FlowservUser -WhatIf").Succeeded();

        Assert.Equal(2, _engine.Run("Get-FlowservUser").Succeeded().Output.Count);
    }

    [Fact]
    public void Users_from_a_listing_are_deleted()
    {
        _engine.Run("Get-FlowservUser | Unregister-FlowservUser -Confirm:$false").Succeeded();

        Assert.Empty(_engine.Run("Get-FlowservUser -All").Succeeded().Output);
    }

    [Fact]
    public void An_unknown_name_is_an_error_and_the_next_user_is_deleted()
    {
        _engine.Run("Unregister-FlowservUser nobody, bob -Confirm:$false").NonTerminating("UnknownUser");

        _engine.Run("Get-FlowservUser bob").NonTerminating("UnknownUser");
    }
}
