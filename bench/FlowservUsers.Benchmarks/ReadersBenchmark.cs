using System.Diagnostics;
using System.Globalization;
using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Databases;

namespace FlowservUsers.Benchmarks;

/// <summary>Many readers that check keys while one process writes: as threads of this process, and as separate processes.</summary>
internal static class ReadersBenchmark
{
    /// <summary>The command of a child process that reads.</summary>
    public const string ReaderCommand = "reader";

    public static int Run(Scale scale)
    {
        Machine.Describe();
        using var databases = new SampleDatabases();
        SampleDatabase database = databases.Get(scale.Listed);
        Text.Head("readers with one writer", "reads per second", "slowest read", "writes per second");
        foreach (bool areProcesses in new[] { false, true })
        {
            foreach (int readers in new[] { 1, 2, 4, 8 })
                Print(database, readers, areProcesses, scale.Window);
        }
        Console.WriteLine($"Without a writer: {Text.Number(Alone(database, scale.Window), "#,0")} reads per second by one thread.");
        Machine.DescribeLoad();
        return 0;
    }

    /// <summary>Reads until the time is up, and prints the number of reads and the slowest read in microseconds.</summary>
    public static int Read(string path, string apiKey, string seconds)
    {
        using LocalUserService service = LocalUserService.Open(path);
        service.WhoAmIUser(apiKey);
        Reading reading = Reading.Take(service, apiKey, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reading.Count} {reading.Slowest.TotalMicroseconds:0}"));
        return 0;
    }

    private static void Print(SampleDatabase database, int readers, bool areProcesses, TimeSpan window)
    {
        using var end = new CancellationTokenSource();
        long written = 0;
        long start = Stopwatch.GetTimestamp();
        var writer = new Thread(() =>
        {
            for (int number = 0; !end.IsCancellationRequested; number++, written++)
                database.Service.LogoutUser(Secret.Reveal(Session(database, number)));
        });
        writer.Start();
        Reading[] readings = areProcesses ? InProcesses(database, readers, window) : InThreads(database, readers, window);
        double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        end.Cancel();
        writer.Join();
        Text.Row(
            $"{readers} {(areProcesses ? "processes" : "threads")}",
            Text.Number(readings.Sum(reading => reading.Count) / window.TotalSeconds, "#,0"),
            Text.Time(readings.Max(reading => reading.Slowest).TotalSeconds),
            Text.Number(2 * written / elapsed, "#,0"));
    }

    // A login and a logout: two commits, at the minimum work factor.
    private static object? Session(SampleDatabase database, int number) =>
        database.Service.LoginUser(SampleDatabase.Name(number % database.Users), SampleDatabase.Password).ApiKey;

    private static double Alone(SampleDatabase database, TimeSpan window) => InThreads(database, 1, window)[0].Count / window.TotalSeconds;

    private static Reading[] InThreads(SampleDatabase database, int count, TimeSpan window)
    {
        var readings = new Reading[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(index => new Thread(
            () => readings[index] = Reading.Take(database.Service, database.ApiKey, window)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return readings;
    }

    private static Reading[] InProcesses(SampleDatabase database, int count, TimeSpan window)
    {
        StreamReader[] outputs = [.. Enumerable.Range(0, count).Select(_ => ChildProcess.Start(
            ReaderCommand, database.Path, database.ApiKey, window.TotalSeconds.ToString(CultureInfo.InvariantCulture)))];
        return [.. outputs.Select(output => Reading.Parse(output.ReadToEnd()))];
    }
}
