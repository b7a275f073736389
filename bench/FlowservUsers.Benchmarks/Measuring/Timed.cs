using System.Diagnostics;

namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>Takes the time of work, in seconds.</summary>
internal static class Timed
{
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.15);

    /// <summary>
    /// Whether processor time of this process and its children is measured instead of elapsed time, which says little on a
    /// machine that others use.
    /// </summary>
    public static bool UsesProcessorTime { get; set; }

    /// <summary>Lets the runtime compile what is measured in its final form, as it does while a program runs.</summary>
    public static void WarmUp(params IEnumerable<Func<double>> measurements)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            foreach (Func<double> measure in measurements)
                measure();
            // It compiles again what is used much, but not before a moment in which nothing new is used.
            Thread.Sleep(Pause);
        }
        while (Stopwatch.GetElapsedTime(start) < WarmUpTime);
    }

    /// <summary>A measurement of one operation, which is done many times over.</summary>
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
