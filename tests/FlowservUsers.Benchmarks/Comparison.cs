using System.Diagnostics;
using System.Globalization;

namespace FlowservUsers.Benchmarks;

/// <summary>Measures cases side by side, in random order, so that what else the machine does falls on all of them.</summary>
internal static class Comparison
{
    private const int WarmUps = 3;

    /// <summary>Measures each case as often as asked for, and prints medians, spread, and ratios to the first case.</summary>
    public static void Print(IReadOnlyList<BenchmarkCase> cases, int tries)
    {
        double[][] times = Measure(cases, tries);
        double baseline = Percentile(times[0], 0.5);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"milliseconds",-34}{"median",10}{"10 %",10}{"90 %",10}{"ratio",10}"));
        foreach ((BenchmarkCase measured, double[] samples) in cases.Zip(times))
        {
            double median = Percentile(samples, 0.5);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{measured.Name,-34}{median,10:0.000}{Percentile(samples, 0.1),10:0.000}{Percentile(samples, 0.9),10:0.000}{median / baseline,10:0.000}"));
        }
    }

    private static double[][] Measure(IReadOnlyList<BenchmarkCase> cases, int tries)
    {
        double[][] times = [.. cases.Select(_ => new double[tries])];
        int[] order = [.. Enumerable.Range(0, cases.Count)];
        for (int number = -WarmUps; number < tries; number++)
        {
            Random.Shared.Shuffle(order);
            foreach (int index in order)
            {
                cases[index].Prepare(number);
                long start = Stopwatch.GetTimestamp();
                cases[index].Work(number);
                TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
                if (number >= 0)
                    times[index][number] = elapsed.TotalMilliseconds;
            }
        }
        foreach (double[] samples in times)
            Array.Sort(samples);
        return times;
    }

    private static double Percentile(double[] sorted, double part)
    {
        double position = part * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }
}
