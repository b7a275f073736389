namespace FlowservUsers.Benchmarks;

/// <summary>The times of the tries of one case, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _elapsed = [];
    private readonly List<double> _processor = [];

    public void Add(TimeSpan elapsed, TimeSpan processor)
    {
        _elapsed.Add(elapsed.TotalMilliseconds);
        _processor.Add(processor.TotalMilliseconds);
    }

    /// <summary>The time that passed, at a part of the tries: 0.5 for the median.</summary>
    public double Elapsed(double part) => At(_elapsed, part);

    /// <summary>The processor time, at a part of the tries.</summary>
    public double Processor(double part) => At(_processor, part);

    private static double At(List<double> samples, double part)
    {
        double[] sorted = [.. samples.Order()];
        double position = part * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }
}
