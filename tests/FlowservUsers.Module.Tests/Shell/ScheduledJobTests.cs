namespace FlowservUsers.Module.Tests.Shell;

/// <summary>The example of an unattended job, as a scheduler starts it: nobody can answer, and the exit code counts.</summary>
public sealed class ScheduledJobTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_job_takes_its_key_from_the_environment_and_lists_who_has_not_logged_in()
    {
        string key = await RegisterAndLogIn();

        ShellResult result = await RunJob(key, "-Days", "0");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("idle", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("idle", (await RunJob(key)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_job_stops_with_an_exit_code_and_a_sentence_when_its_session_has_ended()
    {
        string key = await RegisterAndLogIn();
        await Succeed($"Disconnect-FlowservUser -ApiKey '{key}' -Database '{Database}' | Out-Null");

        ShellResult result = await RunJob(key, "-Days", "0");

        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Contains("The API key is not valid", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(key, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_job_takes_a_key_that_a_vault_gives_it_as_a_SecureString()
    {
        string key = await RegisterAndLogIn();
        ShellResult result = await ShellProcess.RunWithEnvironmentAsync(
            new() { ["VAULT"] = key },
            "-Command",
            $"$key = [securestring]::new(); $env:VAULT.ToCharArray() | ForEach-Object {{ $key.AppendChar($_) }}; & '{Script}' -ApiKey $key -Database '{Database}' -Days 0");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("idle", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_job_does_not_go_on_without_its_database()
    {
        ShellResult result = await RunJob("fsk_any");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(Database, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
    }

    private static string Script { get; } = Path.Combine(Repository.Root, "examples", "scheduled-job.ps1");

    private string Database => _folder.File("users.db");

    private Task<ShellResult> RunJob(string key, params string[] arguments) => ShellProcess.RunWithEnvironmentAsync(
        new() { ["FLOWSERV_ACCESS_TOKEN"] = key }, ["-File", Script, "-Database", Database, .. arguments]);

    /// <returns>The API key of the user that the job works as.</returns>
    private async Task<string> RegisterAndLogIn() => await Succeed($"""
        Set-FlowservDatabase '{Database}'
        Register-FlowservUser idle -Password '{Password}' | Out-Null
        $null = Set-FlowservPolicy -WorkFactor 4 3> $null
        Register-FlowservUser jobs -Password '{Password}' | Out-Null
        (Connect-FlowservUser -Username jobs -Password '{Password}' -AsPlainText).ApiKey
        """);

    private static async Task<string> Succeed(string command)
    {
        ShellResult result = await ShellProcess.RunAsync("-Command", command);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output.Trim();
    }
}
