namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>A measurement with its baseline.</summary>
/// <param name="What">Its description.</param>
/// <param name="Ours">Measures it once, in seconds.</param>
/// <param name="Baseline">Measures the baseline once, in seconds.</param>
/// <param name="Target">The target.</param>
/// <param name="Remark">An additional remark, evaluated at the end.</param>
internal sealed record ReportRow(string What, Func<double> Ours, Func<double> Baseline, Target Target, Func<string>? Remark = null)
{
    /// <summary>
    /// Measures both alternately, in random order, so that other load on the machine affects both, and prints the result.
    /// </summary>
    /// <returns>Whether the target was met, by the medians of the ratios and differences of each round.</returns>
    public bool Measure(int rounds)
    {
        Timed.WarmUp(Ours, Baseline);
        var pairs = new List<(double Ours, double Baseline)>();
        for (int round = 0; round < rounds; round++)
        {
            if (Random.Shared.Next(2) == 0)
            {
                double ours = Ours();
                pairs.Add((ours, Baseline()));
            }
            else
            {
                double baseline = Baseline();
                pairs.Add((Ours(), baseline));
            }
        }

        var times = new Measurements(pairs.Select(pair => pair.Ours));
        double ratio = new Measurements(pairs.Select(pair => pair.Ours / pair.Baseline)).Median;
        double difference = new Measurements(pairs.Select(pair => pair.Ours - pair.Baseline)).Median;
        bool isReached = Target.IsReached(ratio, difference, times.Median);
        Text.Row(
            What + Remark?.Invoke(), Text.Spread(times), Text.Spread(new Measurements(pairs.Select(pair => pair.Baseline))),
            $"{Text.Number(ratio, "0.00")} ×, {(difference < 0 ? "−" : "+")} {Text.Time(Math.Abs(difference))}", Target.Text,
            isReached ? "reached" : "MISSED");
        return isReached;
    }
}
