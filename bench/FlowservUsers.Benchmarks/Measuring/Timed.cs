using System.Diagnostics;

namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>Measures the time of work, in seconds.</summary>
internal static class Timed
{
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.15);

    /// <summary>
    /// Whether processor time of this process and its children is measured instead of elapsed time, which means little on a
    /// shared machine.
    /// </summary>
    public static bool UsesProcessorTime { get; set; }

    /// <summary>Lets the runtime compile the measured code in its final form, as it does in a running program.</summary>
    public static void WarmUp(params IEnumerable<Func<double>> measurements)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            foreach (Func<double> measure in measurements)
                measure();
            // It recompiles frequently used code, but only after a period without new code.
            Thread.Sleep(Pause);
        }
        while (Stopwatch.GetElapsedTime(start) < WarmUpTime);
    }

    /// <summary>A measurement of one operation, which is repeated many times.</summary>
    public static Func<double> Each(int times, Action work) => () => Once(() =>
    {
        for (int time = 0; time < times; time++)
            work();
    }) / times;

    /// <summary>The time of some work.</summary>
    public static double Once(Action work)
    {
        if (UsesProcessorTime)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            work();
            return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
