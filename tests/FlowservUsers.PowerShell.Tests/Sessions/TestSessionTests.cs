namespace FlowservUsers.PowerShell.Tests.Sessions;

public sealed class TestSessionTests : IDisposable
{
    private readonly Engine _engine = new();

    public TestSessionTests() => _engine.Run(
        "Register-FlowservUser alice -Password $password; $session = Connect-FlowservUser -Username alice -Password $password -NoCurrent -AsPlainText").Succeeded();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Test-FlowservSession -ApiKey $session.ApiKey")]
    [InlineData("$session | Test-FlowservSession")]
    [InlineData("Connect-FlowservUser -Username alice -Password $password | Test-FlowservSession")]
    [InlineData("$null = Connect-FlowservUser -ApiKey $session.ApiKey; Test-FlowservSession")]
    public void A_valid_key_is_true(string script)
    {
        Assert.True(_engine.Run(script).One<bool>());
    }

    [Theory]
    [InlineData("Test-FlowservSession")]
    [InlineData("Test-FlowservSession -ApiKey ''")]
    [InlineData("Test-FlowservSession -ApiKey nonsense")]
    [InlineData("Test-FlowservSession -ApiKey ($session.ApiKey + 'x')")]
    [InlineData("Test-FlowservSession -ApiKey ('x' * 100000)")]
    [InlineData("$null = Disconnect-FlowservUser -ApiKey $session.ApiKey; Test-FlowservSession -ApiKey $session.ApiKey")]
    public void A_bad_or_missing_key_is_false_and_not_an_error(string script)
    {
        Assert.False(_engine.Run(script).One<bool>());
    }

    [Theory]
    [InlineData("Test-FlowservSession -ApiKey $null")]
    [InlineData("(Get-FlowservSession alice)[0] | Test-FlowservSession")]
    public void An_empty_variable_or_a_session_without_its_key_is_not_the_current_session(string script)
    {
        Assert.False(_engine.Run($"$null = Connect-FlowservUser -Username alice -Password $password; {script}").One<bool>());
    }

    [Fact]
    public void An_expired_key_is_false()
    {
        _engine.Clock.Advance(TimeSpan.FromHours(24));

        Assert.False(_engine.Run("Test-FlowservSession -ApiKey $session.ApiKey").One<bool>());
    }

    [Fact]
    public void A_named_database_that_does_not_exist_cannot_answer()
    {
        _engine.Run("try { Test-FlowservSession -Database missing.db; 'went on' } catch { throw }").Terminating("DatabaseNotFound");
    }
}
