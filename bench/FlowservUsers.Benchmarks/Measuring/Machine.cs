using System.Runtime.InteropServices;

namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>Says what the figures were taken on.</summary>
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

    /// <summary>Says how busy the machine is, where the system tells.</summary>
    public static void DescribeLoad()
    {
        if (File.Exists("/proc/loadavg"))
            Console.WriteLine($"Load of the machine (1, 5, 15 minutes): {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3))}");
    }
}
