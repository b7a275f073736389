using System.Diagnostics;

namespace FlowservUsers.Reliability.Crash;

/// <summary>Ends a child at a moment that nobody chose.</summary>
internal static class KilledChild
{
    /// <summary>Waits some microseconds, and kills.</summary>
    public static void KillWithin(ChildProcess child, int microseconds)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < microseconds)
            Thread.SpinWait(20);
        child.Kill();
    }

    /// <summary>Reads some lines, kills within some microseconds, and reads the rest.</summary>
    /// <returns>All lines.</returns>
    public static IReadOnlyList<string> Hear(ChildProcess child, int lines, int microseconds, Report report)
    {
        List<string> heard = [];
        while (lines-- > 0 && child.ReadLine() is { } line)
            heard.Add(line);
        KillWithin(child, microseconds);
        heard.AddRange(child.ReadToEnd());
        foreach (string error in heard.Where(line => line.StartsWith("error: ", StringComparison.Ordinal)))
            report.Problem(error);
        return heard;
    }
}
