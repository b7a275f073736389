namespace FlowservUsers.Reliability.Exhaustion;

/// <summary>Takes away what a program needs, disk space, permissions, file handles, and looks what the service says.</summary>
internal static class ExhaustionRun
{
    private const string Disk = "mount -t tmpfs -o size=1m tmpfs \"$1\"";
    private const string ReadOnlyMount = "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\"";
    // The limit is in blocks of 512 or 1,024 bytes. The runtime keeps compiled code in a file of its own, unless it is told not to.
    private const string FileSize = "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 1000";
    private const string Handles = "ulimit -n 256";
    private const string NoMount = "could not be mounted";

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        report.Say("Exhaustion:");
        if (OperatingSystem.IsWindows())
            report.Say("  not run: it needs Unix");
        else
            RunAll(report);
        report.Close();
        return report;
    }

    private static void RunAll(Report report)
    {
        InOwnMounts("disk", Disk, report);
        InOwnMounts("read-only-mount", ReadOnlyMount, report);
        UnderShell("file-size", FileSize, report);
        UnderShell("handles", Handles, report);
        Permissions(report);
        Zones(report);
    }

    // A mount that only the child sees, and that ends with it.
    private static void InOwnMounts(string scarcity, string mount, Report report)
    {
        using var folder = new ScratchFolder();
        string[] user = Environment.IsPrivilegedProcess ? [] : ["--map-root-user"];
        string script = $"({mount}) 2>/dev/null || {{ echo '{NoMount}'; exit 0; }}; exec \"$2\" exhaustion-worker \"$3\" \"$1\"";
        Prepare(folder);
        using ChildProcess child = ChildProcess.StartUnder(
            "unshare", [.. user, "--mount", "sh", "-c", script, "sh", folder.Path, ChildProcess.Program, scarcity]);
        Hear(scarcity, child, report);
    }

    private static void UnderShell(string scarcity, string limit, Report report)
    {
        using var folder = new ScratchFolder();
        using ChildProcess child = ChildProcess.StartUnder(
            "sh", "-c", $"{limit}; exec \"$2\" exhaustion-worker \"$3\" \"$1\"", "sh", folder.Path, ChildProcess.Program, scarcity);
        Hear(scarcity, child, report);
    }

    // The superuser is held to permissions only without these two capabilities.
    private static void Permissions(Report report)
    {
        const string capabilities = "-dac_override,-dac_read_search";
        using var folder = new ScratchFolder();
        Prepare(folder);
        string[] work = ["exhaustion-worker", "permissions", folder.Path];
        using ChildProcess child = Environment.IsPrivilegedProcess
            ? ChildProcess.StartUnder("setpriv", [$"--bounding-set={capabilities}", $"--inh-caps={capabilities}", ChildProcess.Program, .. work])
            : ChildProcess.Start(work);
        Hear("permissions", child, report);
    }

    private static void Zones(Report report)
    {
        using var folder = new ScratchFolder();
        Prepare(folder);
        string[] seen = [.. new[] { "Pacific/Kiritimati", "America/Los_Angeles", "UTC" }.Select(zone =>
        {
            using ChildProcess child = ChildProcess.StartUnder("env", $"TZ={zone}", ChildProcess.Program, "exhaustion-worker", "zone", folder.Path);
            return string.Join('\n', child.ReadToEnd());
        })];
        report.Count("scarcities");
        report.Check(seen[0].Contains("alice", StringComparison.Ordinal), seen[0]);
        report.Check(seen.Distinct().Count() == 1, $"time zones change the result: {string.Join("; ", seen)}");
    }

    private static void Prepare(ScratchFolder folder)
    {
        using var service = LocalUserService.Open(folder.File("users.db"), new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        service.RegisterUser("alice", Passwords.Of("alice", 0));
    }

    private static void Hear(string scarcity, ChildProcess child, Report report)
    {
        IReadOnlyList<string> lines = child.ReadToEnd();
        if (lines.Contains(NoMount))
        {
            report.Say($"  {scarcity}: not run, a file system {NoMount}");
            return;
        }
        report.Count("scarcities");
        report.Check(child.ExitCode == 0, $"{scarcity}: exit code {child.ExitCode}");
        foreach (string line in lines)
        {
            if (line.StartsWith("figure: ", StringComparison.Ordinal))
                report.Say($"  {scarcity}: {line["figure: ".Length..]}");
            else
                report.Problem($"{scarcity}: {line}");
        }
    }
}
