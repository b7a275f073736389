namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>A target.</summary>
/// <param name="Text">The target in words.</param>
/// <param name="IsReached">Decides by the ratio to the baseline, the difference from it, and our own time, in seconds.</param>
internal sealed record Target(string Text, Func<double, double, double, bool> IsReached)
{
    public static Target Times(double factor) => new($"≤ {Measuring.Text.Number(factor, "0.0#")} ×", (ratio, _, _) => ratio <= factor);

    public static Target Plus(TimeSpan time) => new($"≤ + {Measuring.Text.Time(time.TotalSeconds)}", (_, difference, _) => difference <= time.TotalSeconds);

    public static Target Within(TimeSpan time) => new($"≤ {Measuring.Text.Time(time.TotalSeconds)}", (_, _, ours) => ours <= time.TotalSeconds);

    /// <summary>At least a fraction of the baseline's rate.</summary>
    public static Target Rate(double part) => new($"≥ {Measuring.Text.Number(part, "0 %")} of the rate", (ratio, _, _) => 1 / ratio >= part);
}
