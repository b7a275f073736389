using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Users;

public sealed class GetUserTests : IDisposable
{
    private static readonly string[] Names = ["alan", "Alice", "b%b", "b_b", "bob", "carol[1]", "carol*", "\u00E9va", "\u03A3\u0391\u03A3"];

    private readonly Engine _engine = new();

    public GetUserTests()
    {
        foreach (string name in Names)
            _engine.Service.RegisterUser(name, Engine.GoodPassword);
        _engine.Service.RegisterUser("pending", Engine.GoodPassword, verify: true);
        _engine.Service.RegisterUser("disabled", Engine.GoodPassword);
        _engine.Disable("disabled");
    }

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("", "alan,Alice,b%b,b_b,bob,carol*,carol[1],\u00E9va,\u03A3\u0391\u03A3")]
    [InlineData("*", "alan,Alice,b%b,b_b,bob,carol*,carol[1],\u00E9va,\u03A3\u0391\u03A3")]
    [InlineData("al*", "alan,Alice")]
    [InlineData("AL*", "alan,Alice")]
    [InlineData("*L*", "alan,Alice,carol*,carol[1]")]
    [InlineData("b?b", "b%b,b_b,bob")]
    [InlineData("[a-b]*", "alan,Alice,b%b,b_b,bob")]
    [InlineData("b[%_]b", "b%b,b_b")]
    [InlineData("'carol`*'", "carol*")]
    [InlineData("'carol`[*'", "carol[1]")]
    [InlineData("'carol`[1`]'", "carol[1]")]
    [InlineData("'e\u0301*'", "\u00E9va")]
    [InlineData("'\u00C9*'", "\u00E9va")]
    [InlineData("'\uFF41\uFF4C*'", "alan,Alice")]
    [InlineData("'\u03C3\u03B1\u03C2*'", "\u03A3\u0391\u03A3")]
    [InlineData("z*", "")]
    [InlineData("p*", "")]
    [InlineData("p* -All", "pending")]
    [InlineData("* -Status Pending, Disabled", "disabled,pending")]
    [InlineData("-Status Disabled", "disabled")]
    [InlineData("-All -First 2 -Skip 3", "b_b,bob")]
    [InlineData("a*, b* -Status Active", "alan,Alice,b%b,b_b,bob")]
    [InlineData("-Prefix al", "alan,Alice")]
    [InlineData("-Prefix B%", "b%b")]
    [InlineData("-Prefix %", "")]
    [InlineData("-Prefix _", "")]
    [InlineData("-Prefix *", "")]
    [InlineData("-Prefix 'carol['", "carol[1]")]
    [InlineData("-Prefix p -All", "pending")]
    [InlineData("alice", "Alice")]
    [InlineData("pending", "pending")]
    [InlineData("disabled -Status Active", "disabled")]
    [InlineData("bob, Alice", "bob,Alice")]
    [InlineData("b%b", "b%b")]
    [InlineData("-Locked", "")]
    public void Users_are_found_by_pattern_prefix_status_and_name(string arguments, string expected)
    {
        Assert.Equal(expected, string.Join(',', _engine.Run("Get-FlowservUser " + arguments).Succeeded().As<FlowservUser>()));
    }

    [Theory]
    [InlineData("'alice', 'bob' | Get-FlowservUser")]
    [InlineData("Get-FlowservUser alice, bob | Get-FlowservUser")]
    [InlineData("[pscustomobject]@{ Username = 'alice' }, [pscustomobject]@{ Name = 'bob' } | Get-FlowservUser")]
    [InlineData("Get-FlowservUser alice, bob | ForEach-Object Id | Get-FlowservUser")]
    [InlineData("$users = Get-FlowservUser alice, bob; Get-FlowservUser $users")]
    [InlineData("'alice', 'bob' | ForEach-Object { Connect-FlowservUser -Username $_ -Password $password } | Get-FlowservUser")]
    [InlineData("Get-FlowservUser -Identity ('alice', 'bob' | ForEach-Object { Connect-FlowservUser -Username $_ -Password $password })")]
    public void Users_are_found_by_what_comes_through_the_pipeline(string script)
    {
        Assert.Equal("Alice,bob", string.Join(',', _engine.Run(script).Succeeded().As<FlowservUser>()));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("''")]
    [InlineData("' '")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("\"a`0b\"")]
    [InlineData("('x' * 1000000)")]
    public void An_unknown_name_is_an_UnknownUser_error_of_that_name(string name)
    {
        ErrorRecord error = _engine.Run("Get-FlowservUser " + name).NonTerminating("UnknownUser");

        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.IsType<string>(error.TargetObject);
        Assert.IsType<UnknownUserException>(error.Exception);
        Assert.InRange(error.ToString().Length, 1, 200);
    }

    [Fact]
    public void An_unknown_name_does_not_end_the_pipeline()
    {
        EngineOutcome outcome = _engine.Run("'alan', 'nobody', 'z*', 'bob' | Get-FlowservUser");

        Assert.Equal("nobody", outcome.NonTerminating("UnknownUser").TargetObject);
        Assert.Equal("alan,bob", string.Join(',', outcome.As<FlowservUser>()));
    }

    [Theory]
    [InlineData("'carol[1'")]
    [InlineData("'['")]
    public void An_invalid_pattern_is_taken_as_a_name(string name)
    {
        EngineOutcome outcome = _engine.Run($"'alan', {name}, 'bob' | Get-FlowservUser");

        outcome.NonTerminating("UnknownUser");
        Assert.Equal("alan,bob", string.Join(',', outcome.As<FlowservUser>()));
    }

    [Theory]
    [InlineData("Get-FlowservUser -Identity $null")]
    [InlineData("Get-FlowservUser $missing")]
    [InlineData("Get-FlowservSession $missing")]
    [InlineData("$null | Get-FlowservUser")]
    [InlineData("[pscustomobject]@{ Username = $null } | Get-FlowservUser")]
    public void Null_instead_of_a_name_is_an_error_and_does_not_list_every_user(string script)
    {
        EngineOutcome outcome = _engine.Run(script);

        Assert.Empty(outcome.Output);
        Assert.True(outcome.Failure is not null || outcome.Errors.Count == 1);
    }

    [Fact]
    public void An_empty_list_of_names_finds_nobody()
    {
        Assert.Empty(_engine.Run("@() | Get-FlowservUser").Succeeded().Output);
        Assert.Empty(_engine.Run("Get-FlowservUser -Identity @()").Succeeded().Output);
    }

    [Fact]
    public void Locked_users_are_found_while_they_are_locked()
    {
        for (int attempt = 0; attempt < 5; attempt++)
            _engine.Run("Connect-FlowservUser -Username bob -Password wrong").NonTerminating("InvalidCredentials");

        Assert.Equal(_engine.Clock.GetUtcNow().AddSeconds(1), _engine.Run("Get-FlowservUser -Locked").One<FlowservUser>().LockedUntil);
        _engine.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_engine.Run("Get-FlowservUser -Locked").Succeeded().Output);
    }

    [Fact]
    public void The_total_count_comes_first_and_does_not_depend_on_the_page()
    {
        EngineOutcome outcome = _engine.Run("Get-FlowservUser b* -First 1 -Skip 1 -IncludeTotalCount");

        Assert.Equal(3UL, (ulong)outcome.Succeeded().Output[0].BaseObject);
        Assert.Equal("b_b", ((FlowservUser)outcome.Output[1].BaseObject).Username);
        Assert.Equal(2, outcome.Output.Count);
        Assert.Equal(9UL, Assert.Single(_engine.Run("Get-FlowservUser -First 0 -IncludeTotalCount").Succeeded().Output).BaseObject);
        Assert.Equal(11UL, _engine.Run("Get-FlowservUser -All -Skip 100 -IncludeTotalCount").Succeeded().Output.Single().BaseObject);
    }
}
