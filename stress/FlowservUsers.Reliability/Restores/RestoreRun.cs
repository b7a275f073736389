using FlowservUsers.Databases;
using FlowservUsers.Storage.Sqlite;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Restores;

/// <summary>
/// Restores two backups, each with its own hashing key. Whenever it is killed, a restore leaves the old or the new database,
/// complete. What eight processes write meanwhile is either in the kept database or in the restored one.
/// </summary>
internal sealed class RestoreRun
{
    private const int Users = 400;
    private const int Writers = 8;
    private const int MostLines = 6;
    private const int LongestSilence = 60_000; // microseconds between the last line that is read and the kill

    private readonly ScratchFolder _folder;
    private readonly string _database;
    private readonly string _red;
    private readonly string _blue;
    private readonly Random _random;
    private readonly Report _report;

    private RestoreRun(ScratchFolder folder, Random random, Report report)
    {
        _folder = folder;
        _random = random;
        _report = report;
        Directory.CreateDirectory(folder.File("place"));
        _database = Path.Combine(folder.File("place"), "users.db");
        _red = MakeBackup("red");
        _blue = MakeBackup("blue");
    }

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int kills = options.Amount(15, 300);
        int restores = options.Amount(4, 60);
        report.Say($"Restores: {kills} kills, then {restores} restores while {Writers} processes write, seed {options.Seed}");
        using var folder = new ScratchFolder();
        var run = new RestoreRun(folder, new Random(options.Seed), report);
        for (int kill = 0; kill < kills; kill++)
            run.Kill(kill);
        run.RestoreAmongWriters(restores);
        report.Close();
        return report;
    }

    private string MakeBackup(string name)
    {
        string backup = _folder.File($"{name}.db");
        using var service = LocalUserService.Open(backup, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        service.RegisterUser(name, Passwords.Of(name, 0));
        Passwords.AddMany(service, name, Users - 1);
        return backup;
    }

    private void Kill(int number)
    {
        _report.Count("kills");
        // A database, none, and one that has lost its beginning.
        string before = (number % 3) switch { 0 => "red", 1 => "nothing", _ => "remains" };
        Prepare(before);
        string stage = number % 2 == 0 ? ((RestoreStage)(number / 2 % 4)).ToString() : "";
        using (ChildProcess child = ChildProcess.Start("restore-worker", _database, _blue, _red, stage))
        {
            IReadOnlyList<string> lines = Hear(child, stage);
            string done = lines.LastOrDefault(line => line.StartsWith("done ", StringComparison.Ordinal))?[5..] ?? before;
            string tried = lines.Last(line => line.StartsWith("try ", StringComparison.Ordinal))[4..];
            string found = Look();
            _report.Check(found == done || found == tried, $"after a kill {(stage.Length > 0 ? $"at {stage}" : "at some moment")} there is {found} in place of {done} or {tried}");
            _report.Count(found == done && found != tried ? "… before the backup was in place" : "… with the backup in place");
        }
        // And then it works.
        UserDatabase.Restore(_database, _red);
        _report.Check(Look() == "red", "what a kill has left cannot be restored");
    }

    private void Prepare(string state)
    {
        Array.ForEach(Directory.GetFiles(Path.GetDirectoryName(_database)!), File.Delete);
        if (state == "nothing")
            return;
        UserDatabase.Restore(_database, _red);
        if (state == "remains")
        {
            using var file = new FileStream(_database, FileMode.Open, FileAccess.Write);
            file.Write(new byte[100]);
        }
    }

    private List<string> Hear(ChildProcess child, string stage)
    {
        List<string> heard = [];
        int lines = stage.Length > 0 ? int.MaxValue : _random.Next(1, MostLines);
        while (lines-- > 0 && child.ReadLine() is { } line)
        {
            heard.Add(line);
            if (line.StartsWith("at ", StringComparison.Ordinal))
                break;
            // A database that is missing or has lost its beginning is never locked.
            if (stage.Length > 0 && heard.Count(word => word.StartsWith("done ", StringComparison.Ordinal)) == 2)
                break;
        }
        if (stage.Length == 0)
            Pause.Spin(_random.Next(LongestSilence));
        child.Kill();
        heard.AddRange(child.ReadToEnd());
        foreach (string error in heard.Where(line => line.StartsWith("error: ", StringComparison.Ordinal)))
            _report.Problem(error);
        return heard;
    }

    /// <summary>Which backup is in the place of the database, all of it and with its key.</summary>
    private string Look()
    {
        if (!File.Exists(_database))
            return "nothing";
        try
        {
            using var service = LocalUserService.Open(_database);
            string name = service.Accounts.Count(new UserQuery { Prefix = "red" }) > 0 ? "red" : "blue";
            long users = service.Accounts.Count(new UserQuery());
            _report.Check(users == Users, $"{users} users of {Users}");
            service.LoginUser(name, Passwords.Of(name, 0));
            FileCheck.Integrity(_database, _report);
            return name;
        }
        catch (NotAFlowservDatabaseException)
        {
            return "remains";
        }
    }

    private void RestoreAmongWriters(int restores)
    {
        Prepare("red");
        ChildProcess[] children = [.. Enumerable.Range(0, Writers).Select(number => ChildProcess.Start("restore-writer", _database, $"writer{number}"))];
        foreach (ChildProcess child in children)
            _report.Check(child.ReadLine() == "ready", "a writer did not start");
        Task<List<string>>[] heard = [.. children.Select(child => Task.Run(() => ReadWhileItRuns(child)))];

        List<string> files = [];
        for (int number = 0; number < restores; number++)
        {
            Pause.Spin(_random.Next(10 * LongestSilence));
            string backup = number % 2 == 0 ? _blue : _red;
            files.Add(UserDatabase.Restore(_database, backup)!.FullName);
            _report.Count("restores while others write");
        }
        Pause.Spin(LongestSilence);
        // One that has ended has said why.
        Array.ForEach(Array.FindAll(children, child => !child.HasExited), child => child.Tell("end"));
        string[] lines = [.. heard.SelectMany(task => task.Result)];
        Array.ForEach(children, child => child.Dispose());
        Compare([.. files, _database], lines);
    }

    private static List<string> ReadWhileItRuns(ChildProcess child)
    {
        List<string> lines = [];
        while (child.ReadLine() is { } line)
            lines.Add(line);
        lines.AddRange(child.ReadToEnd());
        return lines;
    }

    private void Compare(string[] files, string[] lines)
    {
        foreach (string line in lines.Where(line => line != "refused" && !line.StartsWith("added ", StringComparison.Ordinal)))
            _report.Problem(line);
        _report.Count("registrations that failed because the key had changed, with nothing stored", lines.Count(line => line == "refused"));
        HashSet<string> reported = [.. lines.Where(line => line.StartsWith("added ", StringComparison.Ordinal)).Select(line => line[6..])];
        Dictionary<string, int> found = [];
        foreach (string file in files)
        {
            FileCheck.Integrity(file, _report);
            using var service = LocalUserService.Open(file);
            string[] names = [.. service.ListUsers().Select(user => user.Username)];
            string[] written = [.. names.Where(name => name.StartsWith("writer", StringComparison.Ordinal))];
            _report.Check(names.Length - written.Length == Users, $"{names.Length - written.Length} users of a backup that has {Users}");
            foreach (string name in written)
                found[name] = found.GetValueOrDefault(name) + 1;
        }
        _report.Count("registrations reported meanwhile", reported.Count);
        _report.Check(reported.All(name => found.GetValueOrDefault(name) == 1), $"{reported.Count(name => !found.ContainsKey(name))} reported registrations are nowhere, and {found.Values.Count(times => times > 1)} in two files");
        _report.Check(found.Keys.All(reported.Contains), "there are users of whom nothing was reported");
    }
}
