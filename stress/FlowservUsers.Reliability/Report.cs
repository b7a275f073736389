namespace FlowservUsers.Reliability;

/// <summary>What a run measured, and what it found wrong.</summary>
internal sealed class Report(TextWriter output)
{
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, long> _counts = [];

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>A figure that was counted.</summary>
    public long this[string name] => _counts.GetValueOrDefault(name);

    public void Count(string name, long by = 1) => _counts[name] = this[name] + by;

    public void Say(string text) => output.WriteLine(text);

    public void Check(bool holds, string problem)
    {
        if (!holds)
            Problem(problem);
    }

    public void Problem(string problem)
    {
        _problems.Add(problem);
        output.WriteLine($"  PROBLEM: {problem}");
    }

    /// <summary>Writes the counts and the verdict.</summary>
    public void Close()
    {
        foreach ((string name, long count) in _counts)
            output.WriteLine($"  {name}: {count:N0}");
        output.WriteLine(Problems.Count == 0 ? "  no problem found" : $"  {Problems.Count} problems");
    }
}
