using System.Diagnostics;

namespace FlowservUsers.Module.Tests.Shell;

/// <summary>Runs the Shell as a user does, with standard input and output redirected.</summary>
internal static class ShellProcess
{
    /// <summary>Only reached when the Shell hangs; a run takes about a second.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static string Program { get; } = FindProgram();

    /// <summary>Runs with empty standard input.</summary>
    public static Task<ShellResult> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public static Task<ShellResult> RunWithInputAsync(string input, params string[] arguments) => RunAsync(input, [], arguments);

    /// <summary>Runs with empty standard input and more environment variables.</summary>
    public static Task<ShellResult> RunWithEnvironmentAsync(Dictionary<string, string> environment, params string[] arguments) =>
        RunAsync("", environment, arguments);

    private static async Task<ShellResult> RunAsync(string input, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A terminal that would show colours, so that their absence has one reason only.
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        start.Environment.Remove("CI");
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The Shell did not end. Output: {await output} Error: {await error}");
        }

        return new ShellResult(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    /// <summary>The Shell built in the same configuration as these tests.</summary>
    private static string FindProgram()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string configuration = framework.Parent!.Name;
        return Path.Combine(Repository.Root, "src", "FlowservUsers.Shell", "bin", configuration, framework.Name, "FlowservUsers.Shell.dll");
    }
}
