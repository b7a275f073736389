using System.Diagnostics;
using System.Globalization;

namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>A PowerShell of the repository's tool manifest, in a separate process that does one thing and exits.</summary>
internal static class PowerShellProcess
{
    // The tool's command starts another process; its assembly is PowerShell itself.
    private static readonly Lazy<string> Assembly = new(() => Path.Combine(Read("pwsh", "-NoProfile", "-Command", "$PSHOME").Trim(), "pwsh.dll"));

    /// <summary>Runs a script.</summary>
    /// <returns>The time from the start to the end, and the processor time of the process, in seconds.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static (double Elapsed, double Processor) Run(string script, Dictionary<string, string> environment)
    {
        string[] arguments = [Assembly.Value, "-NoProfile", "-NonInteractive", "-Command", $"$ErrorActionPreference = 'Stop'; {script}; [Environment]::CpuUsage.TotalTime.TotalSeconds.ToString('R', [cultureinfo]::InvariantCulture)"];
        long start = Stopwatch.GetTimestamp();
        string output = Read(environment, arguments);
        double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (elapsed, double.Parse(output.AsSpan().TrimEnd()[(output.TrimEnd().LastIndexOf('\n') + 1)..], CultureInfo.InvariantCulture));
    }

    private static string Read(params string[] arguments) => Read([], arguments);

    private static string Read(Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, WorkingDirectory = RepositoryFolder.Path };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"PowerShell exited with code {process.ExitCode}.");
    }
}
