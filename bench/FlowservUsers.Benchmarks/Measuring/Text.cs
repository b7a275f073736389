using System.Globalization;

namespace FlowservUsers.Benchmarks.Measuring;

/// <summary>Writes figures and tables for people.</summary>
internal static class Text
{
    /// <summary>Seconds, in the unit that fits.</summary>
    public static string Time(double seconds) => Math.Abs(seconds) switch
    {
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.00} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
    };

    /// <summary>The median, and in brackets the range of the middle four fifths of the measurements.</summary>
    public static string Spread(Measurements times) =>
        $"{Time(times.Median)} ({Time(times.Percentile(0.1))} – {Time(times.Percentile(0.9))})";

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    public static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MB");

    /// <summary>Writes a line of a table that is readable as plain text and in Markdown.</summary>
    public static void Row(params IEnumerable<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

    /// <summary>Writes the head of such a table.</summary>
    public static void Head(params string[] names)
    {
        Row(names);
        Row(names.Select(name => new string('-', name.Length)));
    }
}
