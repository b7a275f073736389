using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Completion;

public sealed class UserNameCompletionTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Disable-FlowservUser al")]
    [InlineData("Rename-FlowservUser -Identity AL")]
    [InlineData("Rename-FlowservUser al")]
    [InlineData("Unregister-FlowservUser 'al")]
    [InlineData("Disable-FlowservUser \"al")]
    [InlineData("Get-FlowservUser al")]
    [InlineData("Get-FlowservSession al")]
    [InlineData("Revoke-FlowservSession -Identity al")]
    [InlineData("Reset-FlowservPassword al")]
    [InlineData("Get-FlowservAuditEvent al")]
    [InlineData("Set-FlowservPassword al")]
    [InlineData("Get-FlowservUser bob,al")]
    [InlineData("Get-FlowservUser *l*c")]
    [InlineData("Connect-FlowservUser al")]
    [InlineData("Connect-FlowservUser -Username al")]
    [InlineData("Request-FlowservPasswordReset al")]
    [InlineData("'x' | ForEach-Object { Disable-FlowservUser al")]
    public void The_names_that_begin_with_what_was_typed_are_offered(string typed)
    {
        Register("alice", "bob");

        Assert.Equal(["alice"], Offered(typed));
    }

    [Fact]
    public void Names_are_offered_in_order_whatever_the_status()
    {
        Register("carol", "alice", "bob");
        _engine.Run("Disable-FlowservUser bob").Succeeded();

        Assert.Equal(["alice", "bob", "carol"], Offered("Disable-FlowservUser "));
    }

    [Fact]
    public void At_most_fifty_names_are_offered()
    {
        for (int number = 0; number < 55; number++)
            Register($"user{number:00}");

        Assert.Equal(50, Offered("Disable-FlowservUser user").Count);
    }

    [Fact]
    public void The_name_of_a_new_user_is_not_completed()
    {
        Register("alice");

        Assert.DoesNotContain("alice", Offered("Register-FlowservUser al"));
    }

    [Fact]
    public void The_tooltip_shows_the_status()
    {
        Register("alice");
        _engine.Run("Disable-FlowservUser alice").Succeeded();

        CompletionResult result = Assert.Single(_engine.Complete("Disable-FlowservUser al"));

        Assert.Equal("alice", result.ListItemText);
        Assert.Contains("Disabled", result.ToolTip, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("alice@example.com")]
    [InlineData("alice smith")]
    [InlineData("o'brien")]
    [InlineData("o\u2019brien")]
    [InlineData("$(throw)")]
    [InlineData("a;b|c&d")]
    [InlineData("-WhatIf")]
    [InlineData("0x10")]
    [InlineData("a[b]c*d?")]
    [InlineData("back`tick")]
    [InlineData("@{x=1}")]
    [InlineData("Åsa Ö")]
    [InlineData("👩‍🚀")]
    public void A_completed_name_finds_its_user(string username)
    {
        Register(username, "somebody");

        foreach (string command in new[] { "Disable-FlowservUser -PassThru", "Get-FlowservUser" })
        {
            string completed = _engine.Complete($"{command} ").Single(result => result.ListItemText == username).CompletionText;
            Assert.Equal(username, _engine.Run($"{command} {completed}").One<FlowservUser>().Username);
        }
    }

    [Fact]
    public void A_completed_word_can_be_completed_further()
    {
        Register("a[b]c");

        string completed = Assert.Single(_engine.Complete("Get-FlowservUser a")).CompletionText;

        Assert.Equal([completed], Offered($"Get-FlowservUser {completed.TrimEnd('\'')}"));
    }

    [Theory]
    [InlineData("Get-FlowservUser -Database ./other.db ")]
    [InlineData("Get-FlowservUser -Database other.db -Identity ")]
    [InlineData("Get-FlowservUser -Database $other -Identity ")]
    public void The_database_in_the_command_is_used(string typed)
    {
        Register("alice");
        _engine.Run("$other = 'other.db'; Register-FlowservUser zoe -Password $password -Database $other").Succeeded();

        Assert.Equal(["zoe"], Offered(typed));
    }

    [Theory]
    [InlineData("Get-FlowservUser -Database (Get-Item users.db) -Identity al")]
    [InlineData("Get-FlowservUser -Data \"$(throw)\" -Identity al")]
    public void An_expression_for_the_database_is_not_run_and_no_other_database_is_used(string typed)
    {
        Register("alice");

        Assert.Equal([], Offered(typed));
    }

    [Theory]
    [InlineData("Get-FlowservUser -Database missing.db ")]
    [InlineData("Get-FlowservUser -Database . ")]
    [InlineData("Get-FlowservUser -Database foreign.db ")]
    [InlineData("Get-FlowservUser -Database nodrive:/x ")]
    [InlineData("Get-FlowservUser -Database postgresql://nobody@127.0.0.1:1/none ")]
    public void An_unusable_database_offers_nothing_without_an_error(string typed)
    {
        File.WriteAllText(Path.Combine(_engine.Folder, "foreign.db"), new string('x', 5000));

        Assert.Equal([], Offered(typed));
        Assert.Empty(_engine.Run("$Error").Output);
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "missing.db")));
    }

    [Theory]
    [InlineData("Get-FlowservUser '\u0000")]
    [InlineData("Get-FlowservUser '[")]
    [InlineData("Get-FlowservUser '%")]
    [InlineData("Get-FlowservUser ''' OR 1=1 --")]
    public void A_hostile_word_offers_nothing_without_an_error(string typed)
    {
        Register("alice");

        Assert.DoesNotContain("alice", Offered(typed));
    }

    private void Register(params string[] usernames)
    {
        foreach (string username in usernames)
            _engine.Service.RegisterUser(username, Engine.GoodPassword);
    }

    private IReadOnlyList<string> Offered(string typed) => [.. _engine.Complete(typed)
        .Where(result => result.ResultType == CompletionResultType.ParameterValue)
        .Select(result => result.CompletionText)];
}
