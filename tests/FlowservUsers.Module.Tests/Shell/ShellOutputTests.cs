namespace FlowservUsers.Module.Tests.Shell;

public sealed class ShellOutputTests(StandInModule module) : IClassFixture<StandInModule>
{
    [Fact]
    public async Task Errors_go_to_standard_error_and_nothing_else_does()
    {
        ShellResult result = await module.RunCommandAsync("Write-Everything -Verbose; 'end'");
        Assert.Contains("an error", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("an error", result.Output, StringComparison.Ordinal);
        Assert.All(
            ["output", "WARNING: a warning", "VERBOSE: a detail", "end"],
            text =>
            {
                Assert.Contains(text, result.Output, StringComparison.Ordinal);
                Assert.DoesNotContain(text, result.Error, StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task Redirected_output_has_neither_escape_sequences_nor_progress()
    {
        ShellResult result = await module.RunCommandAsync("\"`e[31mred`e[0m\"; Write-Everything -Verbose; throw 'bad'");
        Assert.DoesNotContain('\e', result.Output + result.Error);
        Assert.DoesNotContain("an activity", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("bad", result.Error, StringComparison.Ordinal);
        Assert.Contains("red", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_are_formatted_as_tables()
    {
        ShellResult result = await module.RunCommandAsync("Write-Everything 2>$null 3>$null");
        Assert.Equal(["Name   Number", "----   ------", "output      1"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("exit 4")]
    [InlineData("throw 'bad'")]
    public async Task What_was_written_just_before_the_end_is_shown(string end)
    {
        ShellResult result = await module.RunCommandAsync($"Write-Everything; {end}");
        Assert.Contains("output      1", result.Output, StringComparison.Ordinal);
        Assert.Contains("an error", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirected_tables_are_120_characters_wide()
    {
        ShellResult result = await module.RunCommandAsync("[pscustomobject]@{ A = 'x' * 150; B = 'y' * 150 }");
        Assert.InRange(result.Output.Split('\n').Max(line => line.Length), 119, 120);
    }

    [Fact]
    public async Task Where_no_language_is_set_lines_are_wrapped_between_words_as_in_English()
    {
        string[] languages = ["C", "en_US.UTF-8"];
        ShellResult[] results = await Task.WhenAll(languages.Select(language => ShellProcess.RunWithEnvironmentAsync(
            new Dictionary<string, string> { ["LC_ALL"] = language }, "-Command", "Get-Help Register-FlowservUser -Full")));

        Assert.Contains(results[0].Output.Split('\n'), line => line.Length > 100);
        Assert.Equal(results[1].Output, results[0].Output);
    }

    [Fact]
    public async Task An_error_in_a_script_says_where_it_happened()
    {
        string script = module.AddScript("where.ps1", "\n\nthrow 'bad'");
        Assert.Contains("where.ps1:3", (await module.RunFileAsync(script)).Error, StringComparison.Ordinal);
    }
}
