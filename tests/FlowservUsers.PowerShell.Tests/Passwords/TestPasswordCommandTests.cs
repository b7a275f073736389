namespace FlowservUsers.PowerShell.Tests.Passwords;

public sealed class TestPasswordCommandTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_good_password_is_acceptable()
    {
        FlowservPasswordCheck check = _engine.Run("Test-FlowservPassword $password -Username alice -Detailed").One<FlowservPasswordCheck>();

        Assert.True(check.IsAcceptable);
        Assert.Empty(check.Reasons);
        Assert.Equal(Engine.GoodPassword.Length, check.Length);
    }

    [Fact]
    public void All_reasons_against_a_password_are_given_at_once_as_typed_values()
    {
        Assert.Equal(
            [PasswordProblem.TooShort, PasswordProblem.TooCommon, PasswordProblem.ContainsUsername],
            _engine.Run("Test-FlowservPassword -Password dragon -Username Dragon -Detailed").One<FlowservPasswordCheck>().Reasons);
        Assert.Equal([PasswordProblem.Blank], _engine.Run("Test-FlowservPassword '         ' -Detailed").One<FlowservPasswordCheck>().Reasons);
        Assert.Equal([PasswordProblem.Blank, PasswordProblem.TooShort], _engine.Run("Test-FlowservPassword '' -Detailed").One<FlowservPasswordCheck>().Reasons);
        Assert.Equal([PasswordProblem.TooLong], _engine.Run("Test-FlowservPassword ('x y' * 500) -Detailed").One<FlowservPasswordCheck>().Reasons);
    }

    [Fact]
    public void The_length_is_counted_in_code_points()
    {
        Assert.Equal(4, _engine.Run("Test-FlowservPassword ([char]::ConvertFromUtf32(0x1F600) * 4) -Detailed").One<FlowservPasswordCheck>().Length);
    }

    [Fact]
    public void The_policy_of_the_database_applies()
    {
        _engine.Run("Set-FlowservPolicy -MinimumPasswordLength 5 -BlockCommonPasswords $false").Succeeded();

        Assert.True(_engine.Run("Test-FlowservPassword dragon -Detailed").One<FlowservPasswordCheck>().IsAcceptable);
    }

    [Fact]
    public void Nothing_is_written()
    {
        int events = _engine.Run("Get-FlowservAuditEvent").Output.Count;

        _engine.Run("Test-FlowservPassword dragon -Username alice").Succeeded();

        Assert.Equal(events, _engine.Run("Get-FlowservAuditEvent").Output.Count);
    }

    [Fact]
    public void What_it_accepts_can_be_registered_and_what_it_refuses_cannot()
    {
        _engine.Run("Register-FlowservUser alice -Password dragonfly").NonTerminating("PasswordRejected");
        Assert.Equal([PasswordProblem.TooCommon], _engine.Run("Test-FlowservPassword dragonfly -Detailed").One<FlowservPasswordCheck>().Reasons);

        Assert.True(_engine.Run("Test-FlowservPassword 'dragonfly over ponds' -Detailed").One<FlowservPasswordCheck>().IsAcceptable);
        _engine.Run("Register-FlowservUser alice -Password 'dragonfly over ponds'").Succeeded();
    }

    [Fact]
    public void Rows_with_names_and_passwords_are_checked_one_by_one()
    {
        EngineOutcome outcome = _engine.Run(
            """
            [pscustomobject]@{ Username = 'alice'; Password = 'alice' }, [pscustomobject]@{ Username = 'bob'; Password = $password } |
                Test-FlowservPassword -Detailed
            """).Succeeded();

        Assert.Equal([false, true], outcome.As<FlowservPasswordCheck>().Select(check => check.IsAcceptable));
    }

    [Fact]
    public void A_database_that_was_named_and_is_missing_is_reported()
    {
        _engine.RunToFailure("Test-FlowservPassword dragon -Database ./missing.db").Terminating("DatabaseNotFound");

        Assert.False(File.Exists(Path.Combine(_engine.Folder, "missing.db")));
    }
}
