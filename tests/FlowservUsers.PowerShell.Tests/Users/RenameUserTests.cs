namespace FlowservUsers.PowerShell.Tests.Users;

public sealed class RenameUserTests : IDisposable
{
    private readonly Engine _engine = new();

    public RenameUserTests()
    {
        foreach (string username in new[] { "alice", "bob" })
            _engine.Service.RegisterUser(username, Engine.GoodPassword);
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_renamed_user_keeps_identifier_password_and_session()
    {
        string id = _engine.Run("Get-FlowservUser alice").One<FlowservUser>().Id;
        _engine.Run("Connect-FlowservUser -Username alice -Password $password").Succeeded();

        Assert.Empty(_engine.Run("Rename-FlowservUser alice alicia").Succeeded().Output);

        Assert.Equal(id, _engine.Run("Get-FlowservUser alicia").One<FlowservUser>().Id);
        Assert.Equal("alicia", _engine.Run("Get-FlowservCurrentUser").One<FlowservUser>().Username);
        _engine.Run("Connect-FlowservUser -Username alicia -Password $password").Succeeded();
        _engine.Run("Get-FlowservUser alice").NonTerminating("UnknownUser");
    }

    [Fact]
    public void Only_the_case_of_a_name_can_be_changed() =>
        Assert.Equal("Alice", _engine.Run("Rename-FlowservUser alice Alice -PassThru").One<FlowservUser>().Username);

    [Fact]
    public void The_old_name_is_free_again()
    {
        _engine.Run("Rename-FlowservUser alice alicia; Rename-FlowservUser bob alice").Succeeded();

        Assert.Equal("alice", _engine.Run("Get-FlowservUser alice").One<FlowservUser>().Username);
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("BOB")]
    [InlineData(" bob ")]
    public void The_name_of_another_user_is_refused(string taken)
    {
        var error = _engine.Run("Rename-FlowservUser alice $taken", ("taken", taken)).NonTerminating("DuplicateUser");

        Assert.Equal(taken.Trim(), error.TargetObject);
        _engine.Run("Get-FlowservUser alice").Succeeded();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    [InlineData("a\u202Eb")]
    public void A_name_that_cannot_be_used_is_refused(string name)
    {
        _engine.Run("Rename-FlowservUser alice $name", ("name", name)).NonTerminating("InvalidUsername");
        _engine.Run("Get-FlowservUser alice").Succeeded();
    }

    [Theory]
    [InlineData("'x' * 513")]
    [InlineData("'a' + [char]0xD800")]
    public void A_name_that_is_too_long_or_not_text_is_refused(string expression) =>
        _engine.Run($"Rename-FlowservUser alice ({expression})").NonTerminating("InvalidUsername");

    [Fact]
    public void Objects_with_Username_and_NewUsername_are_renamed_one_by_one()
    {
        var outcome = _engine.Run(
            """
            [pscustomobject]@{ Username = 'alice'; NewUsername = 'bob' },
            [pscustomobject]@{ Username = 'bob'; NewUsername = 'robert' } | Rename-FlowservUser -PassThru
            """);

        outcome.NonTerminating("DuplicateUser");
        Assert.Equal("robert", Assert.Single(outcome.As<FlowservUser>()).Username);
    }

    [Fact]
    public void WhatIf_renames_nobody()
    {
        _engine.Run("Rename-FlowservUser alice alicia -WhatIf").Succeeded();

        _engine.Run("Get-FlowservUser alice").Succeeded();
    }

    [Fact]
    public void A_user_who_does_not_exist_is_an_error() =>
        Assert.Equal("nobody", _engine.Run("Rename-FlowservUser nobody somebody").NonTerminating("UnknownUser").TargetObject);
}
