using System.Globalization;

namespace FlowservUsers.Reliability.Contention;

/// <summary>How long operations took, in microseconds.</summary>
internal sealed class Latencies
{
    private readonly List<double> _all = [];

    public int Count => _all.Count;

    public void Add(TimeSpan time) => _all.Add(time.TotalMicroseconds);

    /// <summary>As text of one line.</summary>
    public string Write() => string.Join(' ', _all.Select(time => time.ToString("0", CultureInfo.InvariantCulture)));

    public void Read(string text)
    {
        foreach (string time in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _all.Add(double.Parse(time, CultureInfo.InvariantCulture));
    }

    /// <summary>The time that a part of the operations did not exceed, in milliseconds.</summary>
    public double Percentile(double part)
    {
        if (_all.Count == 0)
            return 0;
        _all.Sort();
        return _all[Math.Clamp((int)Math.Ceiling(part * _all.Count) - 1, 0, _all.Count - 1)] / 1000;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count,6} operations, p50 {Percentile(0.5):0.00} ms, p95 {Percentile(0.95):0.00} ms, p99 {Percentile(0.99):0.00} ms, max {Percentile(1):0.00} ms");
}
