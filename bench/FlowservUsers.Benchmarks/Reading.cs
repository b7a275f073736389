using System.Diagnostics;
using System.Globalization;

namespace FlowservUsers.Benchmarks;

/// <summary>The number of key checks in a period, and the slowest one.</summary>
internal readonly record struct Reading(long Count, TimeSpan Slowest)
{
    public static Reading Take(LocalUserService service, string apiKey, TimeSpan window)
    {
        long count = 0;
        TimeSpan slowest = TimeSpan.Zero;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < window)
        {
            long before = Stopwatch.GetTimestamp();
            service.WhoAmIUser(apiKey);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(before);
            count++;
            if (elapsed > slowest)
                slowest = elapsed;
        }
        return new Reading(count, slowest);
    }

    public static Reading Parse(string text)
    {
        long[] parts = [.. text.Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture))];
        return new Reading(parts[0], TimeSpan.FromMicroseconds(parts[1]));
    }
}
