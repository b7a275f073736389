using FlowservUsers.Keys;
using FlowservUsers.Passwords;
using FlowservUsers.Reliability.Places;

namespace FlowservUsers.Reliability.Keys;

/// <summary>
/// Kills a child while it moves hashing keys and makes new ones, and after each of its steps. Every key that the database knows is
/// in it or in the file afterwards, and who was registered can log in, also with a hash of another system.
/// </summary>
internal static class KeyRun
{
    private const int StepsOfRound = 12;
    private const int LongestSilence = 30_000; // microseconds between the last line that is read and the kill

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int kills = options.Amount(12, 200);
        report.Say($"Keys: {kills} kills while hashing keys are moved and created, seed {options.Seed}");
        var random = new Random(options.Seed);
        using IDatabasePlace place = options.NewPlace();
        string database = place.Locate("users");
        string keyFile = Path.Combine(place.Folder, "outside.key");
        using (var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true }))
        {
            service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
            service.RegisterUser("alice", Passwords.Of("alice", 0));
        }
        for (int kill = 0; kill < kills; kill++)
        {
            string[] registered = Kill(database, keyFile, 1 + kill % StepsOfRound, random.Next(LongestSilence), report);
            place.AwaitQuiet(database);
            Look(place, database, keyFile, ["alice", .. registered], report);
        }
        report.Close();
        return report;
    }

    private static string[] Kill(string database, string keyFile, int steps, int silence, Report report)
    {
        using ChildProcess child = ChildProcess.Start("key-worker", database, keyFile);
        List<string> lines = [];
        while (lines.Count < steps && child.ReadLine() is { } line)
            lines.Add(line);
        Pause.Spin(silence);
        child.Kill();
        lines.AddRange(child.ReadToEnd());
        report.Count("kills");
        report.Count("steps", lines.Count);
        foreach (string error in lines.Where(line => line.StartsWith("error", StringComparison.Ordinal)))
            report.Problem(error);
        return [.. lines.Where(line => line.StartsWith("register ", StringComparison.Ordinal)).Select(line => line["register ".Length..])];
    }

    private static void Look(IDatabasePlace place, string database, string keyFile, string[] users, Report report)
    {
        using var service = LocalUserService.Open(database, KeyWorker.Options(keyFile));
        foreach (FlowservHashingKey key in service.HashingKeys.List())
            report.Check(key.IsFound, $"the key {key.Id} is neither in the database nor in the file");
        foreach (string user in users)
        {
            string outcome = Outcome.Of(() => service.LoginUser(user, Passwords.Of("alice", 0)).Username);
            report.Check(outcome == user, $"the login of {user} returns {outcome}");
        }

        // What was moved out is left nowhere once a move has come to its end.
        service.HashingKeys.MoveToFile(keyFile);
        report.Check((long)place.Query(database, "SELECT count(*) FROM hashing_keys WHERE value IS NOT NULL") == 0, "a key is left in the database");
        byte[] stored = [.. new[] { database, database + "-wal" }.Where(File.Exists).SelectMany(ReadShared)];
        foreach (HashingKey key in KeyFile.Read(keyFile))
            report.Check(stored.AsSpan().IndexOf(key.Value) < 0, $"the key {key.Id} remains in the files of the database");
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
