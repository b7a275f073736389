using System.Runtime.InteropServices;

namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>Describes the machine that was measured.</summary>
internal static class Machine
{
    public static void Describe()
    {
        Console.WriteLine(
            $"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.ProcessArchitecture}; {(Timed.UsesProcessorTime ? "processor time" : "elapsed time")}");
        DescribeLoad();
        Console.WriteLine();
    }

    /// <summary>Reports how busy the machine is, if the system reports it.</summary>
    public static void DescribeLoad()
    {
        if (File.Exists("/proc/loadavg"))
            Console.WriteLine($"Load of the machine (1, 5, 15 minutes): {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3))}");
    }
}
