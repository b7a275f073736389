using System.Diagnostics;

namespace FlowservUsers.Module.Tests.Hosting;

/// <summary>
/// Runs a script in an engine of its own process: what an import has loaded can't be unloaded again.
/// </summary>
internal static class ChildEngine
{
    /// <summary>Runs <paramref name="script"/>, in which <c>$Module</c> is the staged module and <c>$OtherSqlite</c> the folder of the other Microsoft.Data.Sqlite.</summary>
    /// <param name="script">The script.</param>
    /// <param name="folder">The current folder of the process; null for that of the tests.</param>
    /// <param name="environment">Environment variables that differ from those of the tests.</param>
    internal static async Task<ScriptResult> Run(string script, string? folder = null, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { ScriptHost.Argument },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new ScriptResult(lines, await errors, process.ExitCode);
    }

    /// <summary>Runs <paramref name="script"/> and returns what it printed.</summary>
    internal static async Task<IReadOnlyList<string>> Succeed(string script)
    {
        var result = await Run(script);
        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }
}
