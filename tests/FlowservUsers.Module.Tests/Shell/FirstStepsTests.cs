using FlowservUsers.Tests;

namespace FlowservUsers.Module.Tests.Shell;

/// <summary>The script that the README starts with, on the staged module that the Shell finds by itself.</summary>
public sealed class FirstStepsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flowserv-first-steps-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task First_steps_show_a_user_registered_logged_in_recognised_listed_and_logged_out_again_and_again() =>
        await RunTwice(Path.Combine(_folder.FullName, "users.db"));

    [Fact]
    public async Task First_steps_run_on_a_PostgreSQL_server_too()
    {
        using var server = new PostgreSqlServer();
        await RunTwice(server.Url());
    }

    private static async Task RunTwice(string database)
    {
        string script = Path.Combine(Repository.Root, "examples", "first-steps.ps1");
        for (int run = 1; run <= 2; run++)
        {
            ShellResult result = await ShellProcess.RunAsync("-File", script, "-Database", database);

            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            string[] steps = ["Register-FlowservUser", "Connect-FlowservUser", "Get-FlowservCurrentUser", "Get-FlowservUser", "Disconnect-FlowservUser", "Nobody is logged in to"];
            string rest = result.Output;
            Assert.All(steps[..5], step => rest = AfterUser(rest, step));
            Assert.Contains(steps[5], rest, StringComparison.Ordinal);
        }
    }

    /// <summary>What follows the demo user's name in the output of a step.</summary>
    private static string AfterUser(string output, string step)
    {
        int heading = output.IndexOf(step, StringComparison.Ordinal);
        Assert.True(heading >= 0, $"{step} is missing in: {output}");
        string results = output[output.IndexOf('\n', heading)..];
        int name = results.IndexOf("demo-", StringComparison.Ordinal);
        Assert.True(name >= 0, $"{step} shows no user in: {output}");
        return results[(name + "demo-".Length)..];
    }
}
