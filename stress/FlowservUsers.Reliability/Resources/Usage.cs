using System.Diagnostics;

namespace FlowservUsers.Reliability.Resources;

/// <summary>What this process holds.</summary>
internal sealed record Usage(int Handles, int Threads, long ManagedBytes, long WorkingSet)
{
    public static Usage Now()
    {
        // Twice: the first run of the finalizers makes more to collect.
        for (int pass = 0; pass < 2; pass++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        using var process = Process.GetCurrentProcess();
        int handles = OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount;
        return new Usage(handles, process.Threads.Count, GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64);
    }

    public override string ToString() =>
        $"{Handles} handles, {Threads} threads, {ManagedBytes / 1024:N0} KB of objects, {WorkingSet / 1024:N0} KB of memory";
}
