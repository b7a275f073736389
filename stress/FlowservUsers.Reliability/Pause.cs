using System.Diagnostics;

namespace FlowservUsers.Reliability;

/// <summary>A wait of microseconds, shorter than a timer can measure.</summary>
internal static class Pause
{
    public static void Spin(int microseconds)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < microseconds)
            Thread.SpinWait(20);
    }
}
