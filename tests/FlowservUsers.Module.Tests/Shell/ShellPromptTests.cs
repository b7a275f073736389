namespace FlowservUsers.Module.Tests.Shell;

/// <summary>Nobody is there to answer; what would have been asked is an error, not a wait.</summary>
public sealed class ShellPromptTests(StandInModule module) : IClassFixture<StandInModule>
{
    [Theory]
    [InlineData("Remove-Thing mine", "confirmation")]
    [InlineData("Remove-Thing mine", "Remove-Thing")]
    [InlineData("Read-Secret", "Password")]
    [InlineData("Read-Credential somebody", "password")]
    [InlineData("Read-Text", "line of input")]
    public async Task A_question_that_nobody_can_answer_is_an_error_that_names_it(string command, string named)
    {
        ShellResult result = await module.RunCommandAsync(command);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(named, result.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmation_that_is_switched_off_is_not_asked()
    {
        Assert.Equal(new ShellResult(0, "removed mine\n", ""), await module.RunCommandAsync("Remove-Thing mine -Confirm:$false"));
    }

    [Fact]
    public async Task A_script_on_standard_input_is_not_read_as_an_answer()
    {
        ShellResult result = await module.RunInputAsync("try { Read-Text } catch { 'refused' }\n'next line'\n");
        Assert.Equal((0, "refused\nnext line\n"), (result.ExitCode, result.Output));
    }
}
