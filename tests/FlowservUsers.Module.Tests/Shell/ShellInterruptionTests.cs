using System.Diagnostics;
using System.Globalization;

namespace FlowservUsers.Module.Tests.Shell;

/// <summary>Ctrl+C, which a terminal sends as the signal SIGINT, while the Shell works.</summary>
public sealed class ShellInterruptionTests : IDisposable
{
    private const int Interrupted = 130;
    private const int Read = 5;

    /// <summary>Only reached when the Shell hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ctrl_C_ends_the_Shell_in_good_order_with_all_that_was_shown_and_at_most_one_user_more()
    {
        // Windows has no signal for another process, and elsewhere env cannot restore one.
        if (!OperatingSystem.IsLinux())
            return;

        string database = _folder.File("users.db");
        List<string> shown = await Interrupt($$"""
            Set-FlowservDatabase '{{database}}'
            Register-FlowservUser first -Password 'correct horse battery' | Out-Null
            Set-FlowservPolicy -WorkFactor 4 -Confirm:$false -WarningAction SilentlyContinue | Out-Null
            for ($number = 1000; ; $number++) { (Register-FlowservUser "user$number" -Password 'correct horse battery').Username }
            """);
        // It was ended in good order: no log is left beside the file.
        Assert.Equal([database], Directory.GetFiles(_folder.Path));

        ShellResult stored = await ShellProcess.RunAsync("-Command", $"Get-FlowservUser -Prefix user -Database '{database}' | ForEach-Object Username");
        string[] names = stored.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(shown, names.Take(shown.Count));
        Assert.InRange(names.Length, shown.Count, shown.Count + 1);
    }

    /// <summary>Runs a command, interrupts it when it has shown some lines, and returns all that it showed.</summary>
    private static async Task<List<string>> Interrupt(string command)
    {
        // Whoever starts a process in the background may have told it to take no notice of the signal.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", ShellProcess.Program, "-Command", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        using CancellationTokenRegistration giveUp = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync();
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (lines.Count == Read)
                Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]).Dispose();
        }
        await process.WaitForExitAsync();
        Assert.Equal("", await errors);
        Assert.Equal(Interrupted, process.ExitCode);
        Assert.True(lines.Count >= Read);
        return lines;
    }
}
