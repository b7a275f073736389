namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>Something that is measured beside a baseline.</summary>
/// <param name="What">What it is.</param>
/// <param name="Ours">Measures it once, in seconds.</param>
/// <param name="Baseline">Measures the baseline once, in seconds.</param>
/// <param name="Target">What is to be reached.</param>
/// <param name="Remark">What else was seen, asked for at the end.</param>
internal sealed record ReportRow(string What, Func<double> Ours, Func<double> Baseline, Target Target, Func<string>? Remark = null)
{
    /// <summary>
    /// Measures both in turn, in random order, so that what else the machine does falls on both, and prints the outcome.
    /// </summary>
    /// <returns>Whether the target is reached, by the medians of the ratios and differences of each round.</returns>
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
