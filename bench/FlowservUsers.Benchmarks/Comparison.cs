using System.Diagnostics;
using System.Globalization;

namespace FlowservUsers.Benchmarks;

/// <summary>Measures cases side by side, in random order, so that other load on the machine affects them all.</summary>
internal static class Comparison
{
    private const int WarmUps = 3;

    /// <summary>
    /// Measures each case as often as requested, and prints medians, spread, and ratios to the first case: of the elapsed
    /// time, and of the processor time, which is less affected by a busy machine.
    /// </summary>
    public static void Print(IReadOnlyList<BenchmarkCase> cases, int tries)
    {
        Samples[] times = Measure(cases, tries);
        Write("milliseconds", ["median", "10 %", "90 %", "ratio", "processor", "ratio"]);
        foreach ((BenchmarkCase measured, Samples samples) in cases.Zip(times))
        {
            double[] numbers =
            [
                samples.Elapsed(0.5), samples.Elapsed(0.1), samples.Elapsed(0.9), samples.Elapsed(0.5) / times[0].Elapsed(0.5),
                samples.Processor(0.5), samples.Processor(0.5) / times[0].Processor(0.5),
            ];
            Write(measured.Name, numbers.Select(number => number.ToString("0.000", CultureInfo.InvariantCulture)));
        }
    }

    private static Samples[] Measure(IReadOnlyList<BenchmarkCase> cases, int tries)
    {
        Samples[] times = [.. cases.Select(_ => new Samples())];
        int[] order = [.. Enumerable.Range(0, cases.Count)];
        for (int number = -WarmUps; number < tries; number++)
        {
            Random.Shared.Shuffle(order);
            foreach (int index in order)
            {
                cases[index].Prepare(number);
                TimeSpan processor = Environment.CpuUsage.TotalTime;
                long start = Stopwatch.GetTimestamp();
                cases[index].Work(number);
                TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
                if (number >= 0)
                    times[index].Add(elapsed, Environment.CpuUsage.TotalTime - processor);
            }
        }
        return times;
    }

    private static void Write(string name, IEnumerable<string> columns) =>
        Console.WriteLine($"{name,-34}{string.Concat(columns.Select(column => $"{column,11}"))}");
}
