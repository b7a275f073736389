namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>The results of repeated measurements.</summary>
internal sealed class Measurements(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Median => Percentile(0.5);

    /// <summary>The quantile for a fraction of the measurements, 0 to 1.</summary>
    public double Percentile(double part)
    {
        double position = part * (_sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + (_sorted[above] - _sorted[below]) * (position - below);
    }
}
