using System.Globalization;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Exports;

/// <summary>
/// Kills a child while it writes backups and copies. A backup is there as a whole or not at all, and the one that it was to
/// replace stays; a copy is there as a whole, or can be made again to the same place.
/// </summary>
internal sealed class ExportRun
{
    private const int Users = 2_000; // so that a backup and a copy take long enough to be met in the middle
    private const int MostLines = 6;
    private const int LongestSilence = 60_000; // microseconds between the last line that is read and the kill

    private readonly string _folder;
    private readonly string _database;
    private readonly Random _random;
    private readonly Report _report;
    private int _copies;
    private long _backedUp;

    private ExportRun(string folder, Random random, Report report)
    {
        _folder = folder;
        _database = Path.Combine(_folder, "source.db");
        _random = random;
        _report = report;
        using var service = LocalUserService.Open(_database, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        Passwords.AddMany(service, "name", Users);
    }

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int kills = options.Amount(6, 60);
        report.Say($"Exports: {kills} kills while backups and copies are written, seed {options.Seed}");
        using var folder = new ScratchFolder();
        var run = new ExportRun(folder.Path, new Random(options.Seed), report);
        for (int kill = 0; kill < kills; kill++)
        {
            report.Count("kills");
            if (kill % 2 == 0)
                run.KillBackup();
            else
                run.KillCopy();
        }
        report.Close();
        return report;
    }

    private void KillBackup()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "backups")).FullName;
        string destination = Path.Combine(folder, "backup.db");
        using ChildProcess child = ChildProcess.Start("backup-worker", _database, destination);
        IReadOnlyList<string> lines = Hear(child, LongestSilence);

        _backedUp = Numbers(lines, "done").LastOrDefault(_backedUp);
        long[] allowed = [_backedUp, .. Numbers(lines, "try").TakeLast(1)];
        long found = File.Exists(destination) ? Count(destination) : 0;
        _report.Check(allowed.Contains(found), $"the backup has {found} users instead of {string.Join(" or ", allowed)}");
        _report.Check(Directory.GetFiles(folder, "backup.db-*").Length == 0, "a backup has a log beside it");
        _backedUp = found;

        string[] abandoned = [.. Directory.GetFiles(folder).Where(file => file != destination)];
        if (abandoned.Length > 0)
            _report.Count("kills in the middle of a backup that left a temporary file");
        Array.ForEach(abandoned, File.Delete);
    }

    private void KillCopy()
    {
        string prefix = Path.Combine(_folder, $"copy{_copies++}-");
        using ChildProcess child = ChildProcess.Start("copy-worker", _database, prefix);
        IReadOnlyList<string> lines = Hear(child, 2 * LongestSilence);

        using var source = LocalUserService.Open(_database);
        long users = source.Accounts.Count(new UserQuery());
        foreach (string destination in Words(lines, "try"))
        {
            bool isDone = Words(lines, "done").Contains(destination);
            string again = Outcome.Of(() => source.Database.CopyTo(destination).Users);
            _report.Check(again == "!DatabaseNotEmpty" || !isDone && again == users.ToString(CultureInfo.InvariantCulture), $"a copy after a kill returns {again}");
            _report.Check(Count(destination) == users, $"a copy has {Count(destination)} users instead of {users}");
            if (!isDone)
                _report.Count(again.StartsWith('!') ? "kills after a copy that was not reported" : "kills in the middle of a copy, which was then repeated");
            File.Delete(destination);
        }
    }

    /// <summary>Reads some lines, kills at a moment that nobody chose, and reads the rest.</summary>
    private List<string> Hear(ChildProcess child, int longestSilence)
    {
        List<string> heard = [];
        for (int lines = _random.Next(1, MostLines); lines > 0 && child.ReadLine() is { } line; lines--)
            heard.Add(line);
        Pause.Spin(_random.Next(longestSilence));
        child.Kill();
        heard.AddRange(child.ReadToEnd());
        foreach (string error in heard.Where(line => line.StartsWith("error: ", StringComparison.Ordinal)))
            _report.Problem(error);
        return heard;
    }

    private long Count(string database)
    {
        FileCheck.Run(database, _report);
        return (long)FileCheck.Query(database, "SELECT count(*) FROM users");
    }

    private static string[] Words(IEnumerable<string> lines, string kind) =>
        [.. lines.Select(line => line.Split(' ')).Where(words => words[0] == kind).Select(words => words[1])];

    private static IEnumerable<long> Numbers(IEnumerable<string> lines, string kind) =>
        Words(lines, kind).Select(word => long.Parse(word, CultureInfo.InvariantCulture));
}
