namespace FlowservUsers.Module.Tests.Shell;

public sealed class ShellScriptTests(StandInModule module) : IClassFixture<StandInModule>
{
    private const string Parameters = "param([string]$Name, [switch]$Loud, [int]$Count = 1, [Parameter(ValueFromRemainingArguments)]$Rest)\n";

    [Fact]
    public async Task Arguments_bind_to_the_parameters_of_the_script()
    {
        string script = module.AddScript("bind.ps1", Parameters + "\"[$Name] $Loud $Count [$Rest]\"");
        ShellResult result = await module.RunFileAsync(script, "it's $Count; \"x\"", "-Loud", "-Count", "-3", "a", "b c");
        Assert.Equal(new ShellResult(0, "[it's $Count; \"x\"] True -3 [a b c]\n", ""), result);
    }

    [Fact]
    public async Task Arguments_may_be_joined_to_their_names_by_a_colon()
    {
        string script = module.AddScript("colon.ps1", Parameters + "\"[$Name] $Loud\"");
        Assert.Equal("[a b] False\n", (await module.RunFileAsync(script, "-Name:a b", "-Loud:$false")).Output);
    }

    [Fact]
    public async Task A_script_knows_its_own_folder()
    {
        string script = module.AddScript("folder.ps1", "$PSScriptRoot");
        Assert.Equal(Path.GetDirectoryName(script), (await module.RunFileAsync(script)).Output.TrimEnd());
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'bad'", 1)]
    [InlineData("if (", 1)]
    [InlineData("param([Parameter(Mandatory)][int]$Number) $Number", 1)]
    [InlineData("Get-Command no-such-command", 0)]
    [InlineData("'fine'", 0)]
    public async Task The_exit_code_tells_how_the_script_ended(string text, int expected)
    {
        string script = module.AddScript($"exit-{Guid.NewGuid():N}.ps1", text);
        Assert.Equal(expected, (await module.RunFileAsync(script)).ExitCode);
    }

    [Fact]
    public async Task The_exit_code_of_a_program_that_the_script_ran_is_not_that_of_the_script()
    {
        string script = module.AddScript("native.ps1", "dotnet --no-such-option *> $null; 'done'");
        ShellResult result = await module.RunFileAsync(script);
        Assert.Equal((0, "done\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_missing_script_is_named()
    {
        ShellResult result = await module.RunFileAsync("no-such-script.ps1");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no-such-script.ps1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_on_standard_input_runs_as_a_whole()
    {
        ShellResult result = await module.RunInputAsync("function f {\n\n  'in f'\n}\n\nf\nforeach ($i in 1..2) {\n  $i\n}\nexit 3\n'not reached'\n");
        Assert.Equal(new ShellResult(3, "in f\n1\n2\n", ""), result);
    }

    [Fact]
    public async Task An_empty_standard_input_does_nothing()
    {
        Assert.Equal(new ShellResult(0, "", ""), await module.RunInputAsync(""));
    }
}
