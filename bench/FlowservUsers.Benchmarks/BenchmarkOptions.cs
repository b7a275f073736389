using System.Globalization;

namespace FlowservUsers.Benchmarks;

/// <summary>The options of a benchmark.</summary>
/// <param name="Tries">How often each case is measured.</param>
/// <param name="WorkFactor">The bcrypt work factor; by default that of the policy.</param>
internal sealed record BenchmarkOptions(int Tries, int WorkFactor)
{
    /// <summary>Reads pairs of a name and a number; null for anything else.</summary>
    public static BenchmarkOptions? Parse(string[] arguments)
    {
        var options = new BenchmarkOptions(200, new FlowservPolicy().WorkFactor);
        foreach (string[] pair in arguments.Chunk(2))
        {
            if (pair.Length < 2 || !int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value == 0)
                return null;
            if (pair[0].Equals("-Tries", StringComparison.OrdinalIgnoreCase))
                options = options with { Tries = value };
            else if (pair[0].Equals("-WorkFactor", StringComparison.OrdinalIgnoreCase))
                options = options with { WorkFactor = value };
            else
                return null;
        }
        return options;
    }
}
