using System.Globalization;
using FlowservUsers.Reliability.Places;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Contention;

/// <summary>Eight processes that create one database at the same time, and then work on it.</summary>
internal static class ContentionRun
{
    public const string SharedUser = "shared";
    private const int Processes = 8;

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int operations = options.Amount(60, 500);
        report.Say($"Contention: {Processes} processes, {operations} operations each, work factor 4, seed {options.Seed}");
        using IDatabasePlace place = options.NewPlace();
        string database = place.Locate("users");
        CreateTogether(place, database, report);
        Prepare(database);
        WorkTogether(place, database, operations, options.Seed, report);
        place.Check(database, report);
        report.Close();
        return report;
    }

    private static void CreateTogether(IDatabasePlace place, string database, Report report)
    {
        ChildProcess[] children = [.. Enumerable.Range(0, Processes).Select(_ => ChildProcess.Start("create", database))];
        foreach (ChildProcess child in children)
        {
            using (child)
            {
                IReadOnlyList<string> lines = child.ReadToEnd();
                report.Check(child.ExitCode == 0, $"concurrent creation: {string.Join(' ', lines)}");
            }
        }
        long registered = (long)place.Query(database, "SELECT count(*) FROM users");
        report.Check(registered == 1, $"{registered} users with the same name");
    }

    private static void Prepare(string database)
    {
        using var service = LocalUserService.Open(database);
        service.RegisterUser(SharedUser, Passwords.Of(SharedUser, 0));
    }

    private static void WorkTogether(IDatabasePlace place, string database, int operations, int seed, Report report)
    {
        ChildProcess[] children = [.. Enumerable.Range(0, Processes).Select(number => ChildProcess.Start(
            "contention-worker", database, $"worker{number}", Text(operations), Text(seed + number)))];
        foreach (ChildProcess child in children)
            report.Check(child.ReadLine() == "ready", "a worker did not start");
        foreach (ChildProcess child in children)
            child.Tell("go");

        Dictionary<string, Latencies> latencies = ContentionWorker.Kinds.ToDictionary(kind => kind, _ => new Latencies());
        foreach (ChildProcess child in children)
        {
            using (child)
            {
                foreach (string line in child.ReadToEnd())
                    Hear(line, latencies, report);
                report.Check(child.ExitCode == 0, "a worker failed");
            }
        }
        Compare(place, database, report);
        foreach ((string kind, Latencies times) in latencies)
            report.Say($"  {kind,-18} {times}");
        report.Say($"  p99 of one small write under 250 ms: {(latencies["write"].Percentile(0.99) < 250 ? "yes" : "NO")}");
    }

    /// <summary>Takes up a line that a worker has written.</summary>
    public static void Hear(string line, Dictionary<string, Latencies> latencies, Report report)
    {
        string[] words = line.Split(' ');
        if (words[0] is "registered" or "failures" && words.Length == 2)
            report.Count(words[0], int.Parse(words[1], CultureInfo.InvariantCulture));
        else if (latencies.TryGetValue(line.Split(':')[0], out Latencies? times))
            times.Read(line.Split(':')[1]);
        else
            report.Problem(line);
    }

    private static void Compare(IDatabasePlace place, string database, Report report)
    {
        using var service = LocalUserService.Open(database);
        long users = service.Accounts.Count(new UserQuery()) - 2;
        report.Check(users == report["registered"], $"{users} users, but {report["registered"]} were registered");
        int failures = service.Accounts.Get(SharedUser).FailedLogins;
        report.Check(failures == report["failures"], $"{failures} failures, but {report["failures"]} were counted");
        long events = (long)place.Query(database, "SELECT count(*) FROM audit_events WHERE type = 'LoginFailed'");
        report.Check(events == report["failures"], $"{events} events for {report["failures"]} failures");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
