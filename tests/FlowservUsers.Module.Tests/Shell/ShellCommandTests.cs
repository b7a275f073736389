namespace FlowservUsers.Module.Tests.Shell;

public sealed class ShellCommandTests(StandInModule module) : IClassFixture<StandInModule>
{
    [Fact]
    public async Task A_command_writes_its_result_and_ends_with_0()
    {
        Assert.Equal(new ShellResult(0, "3\n", ""), await module.RunCommandAsync("1 + 2"));
    }

    [Fact]
    public async Task The_rest_of_the_line_is_the_command()
    {
        ShellResult result = await ShellProcess.RunAsync("-ModulePath", module.Folder, "-Command", "'a'", "+", "'-File'");
        Assert.Equal(new ShellResult(0, "a-File\n", ""), result);
    }

    [Theory]
    [InlineData("throw 'bad'; 'not reached'", 1)]
    [InlineData("if (", 1)]
    [InlineData("'fine'; Get-Command no-such-command", 1)]
    [InlineData("[int]'x'", 1)]
    [InlineData("Get-Command no-such-command; 'fine'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("exit", 0)]
    [InlineData("function f { exit 3 }; f; 'not reached'", 3)]
    [InlineData("'ends with a comment' # here", 0)]
    public async Task The_exit_code_tells_how_the_command_ended(string command, int expected)
    {
        ShellResult result = await module.RunCommandAsync(command);
        Assert.Equal(expected, result.ExitCode);
        Assert.DoesNotContain("not reached", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-NoSuchOption")]
    [InlineData("-Command")]
    [InlineData("-File")]
    [InlineData("-Database")]
    [InlineData("-ModulePath")]
    [InlineData("script.ps1")]
    public async Task A_wrong_option_ends_with_2_and_points_to_the_help(string option)
    {
        ShellResult result = await ShellProcess.RunAsync(option);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
        Assert.Contains("-Help", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Help")]
    [InlineData("-?")]
    public async Task Help_explains_every_option(string option)
    {
        ShellResult result = await ShellProcess.RunAsync(option);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.DoesNotContain(result.Output.Split('\n'), line => line.Length > 79);
        Assert.All(["-Database", "-Command", "-File", "-NonInteractive", "-ModulePath", "-NoLogo"], name => Assert.Contains(name, result.Output, StringComparison.Ordinal));
    }
}
