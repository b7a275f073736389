using System.Diagnostics;

namespace FlowservUsers.Benchmarks;

/// <summary>Runs a command of this program in a separate process.</summary>
internal static class ChildProcess
{
    /// <summary>Starts it.</summary>
    /// <returns>Its output, which ends when the process does.</returns>
    public static StreamReader Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, .. arguments]) { RedirectStandardOutput = true })!.StandardOutput;
}
