namespace FlowservUsers.PowerShell.Tests.Sessions;

public sealed class UnlockTests : IDisposable
{
    private readonly Engine _engine = new();

    public UnlockTests()
    {
        _engine.Run("'alice', 'bob' | ForEach-Object { Register-FlowservUser $_ -Password $password }").Succeeded();
        for (int failure = 1; failure <= 5; failure++)
            _engine.Run("Connect-FlowservUser -Username alice -Password wrong").NonTerminating("InvalidCredentials");
    }

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Unlock-FlowservUser alice")]
    [InlineData("Get-FlowservUser -Locked | Unlock-FlowservUser")]
    public void An_unlocked_user_can_log_in_at_once(string script)
    {
        _engine.Run("Connect-FlowservUser -Username alice -Password $password").NonTerminating("InvalidCredentials");

        Assert.Empty(_engine.Run(script).Succeeded().Output);

        _engine.Run("Connect-FlowservUser -Username alice -Password $password").Succeeded();
    }

    [Fact]
    public void PassThru_returns_the_user_with_the_counter_cleared()
    {
        FlowservUser alice = _engine.Run("Unlock-FlowservUser alice -PassThru").One<FlowservUser>();

        Assert.Equal(0, alice.FailedLogins);
        Assert.Null(alice.LockedUntil);
    }

    [Fact]
    public void A_user_who_is_not_locked_is_not_an_error()
    {
        Assert.Equal("bob", _engine.Run("Unlock-FlowservUser bob -PassThru").One<FlowservUser>().Username);
    }

    [Fact]
    public void An_unknown_user_is_a_separate_error()
    {
        Assert.Equal("nobody", _engine.Run("Unlock-FlowservUser nobody, alice").NonTerminating("UnknownUser").TargetObject);
        _engine.Run("Connect-FlowservUser -Username alice -Password $password").Succeeded();
    }

    [Fact]
    public void WhatIf_unlocks_nobody()
    {
        _engine.Run("Unlock-FlowservUser alice -WhatIf").Succeeded();

        _engine.Run("Connect-FlowservUser -Username alice -Password $password").NonTerminating("InvalidCredentials");
    }
}
