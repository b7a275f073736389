using System.Diagnostics;

namespace FlowservUsers.Reliability;

/// <summary>This program in a process of its own, which can be talked to line by line, and killed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>The path of this program, also when it is used as a library.</summary>
    public static string Program { get; } = Path.ChangeExtension(typeof(ChildProcess).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    public static ChildProcess Start(params string[] arguments) => StartUnder(Program, arguments);

    /// <summary>Starts another command, which in the end runs this program.</summary>
    public static ChildProcess StartUnder(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // No core dumps and no files beside the program: a killed child leaves nothing but its database.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new ChildProcess(Process.Start(start)!);
    }

    public void Tell(string line) => _process.StandardInput.WriteLine(line);

    public string? ReadLine() => _process.StandardOutput.ReadLine();

    /// <summary>Reads all that is left, and waits for the end.</summary>
    /// <returns>The lines of standard output; an error that the process reports is added to them.</returns>
    public IReadOnlyList<string> ReadToEnd()
    {
        _process.StandardInput.Close();
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        List<string> lines = [];
        while (ReadLine() is { } line)
            lines.Add(line);
        if (errors.Result.Length > 0)
            lines.Add($"error: {errors.Result.Trim()}");
        _process.WaitForExit();
        return lines;
    }

    /// <summary>Ends the process at once (SIGKILL).</summary>
    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();
}
