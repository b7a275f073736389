using System.Globalization;

namespace FlowservUsers.Reliability.Bystanders;

/// <summary>
/// Two processes write to a file, and in each of them a thread opens, reads, copies and closes it and its -wal and -shm at random,
/// which drops the locks of POSIX. Both are killed at moments that nobody chose. Whatever was reported is there, and what was deleted
/// does not come back.
/// </summary>
internal sealed class BystanderRun
{
    private const int MostLines = 60;
    private const int LongestSilence = 20_000; // microseconds between the last line that is read and the kill
    private static readonly string[] Names = ["left", "right"];

    private readonly string _database;
    private readonly Random _random;
    private readonly Report _report;
    private readonly HashSet<string> _present = [];

    private BystanderRun(string database, Random random, Report report)
    {
        _database = database;
        _random = random;
        _report = report;
        using var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
    }

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int rounds = options.Amount(6, 1_000);
        report.Say($"Bystanders: {rounds} rounds of two processes that write, read their files and are killed, seed {options.Seed}");
        using var folder = new ScratchFolder();
        var run = new BystanderRun(folder.File("users.db"), new Random(options.Seed), report);
        for (int round = 1; round <= rounds; round++)
            run.Round(options.Seed * 10_000 + round);
        report.Close();
        return report;
    }

    private void Round(int seed)
    {
        _report.Count("rounds");
        ChildProcess[] children = [.. Names.Select(name => ChildProcess.Start("bystander-worker", _database, name, seed.ToString(CultureInfo.InvariantCulture)))];
        List<string>[] heard = [.. children.Select(_ => new List<string>())];
        int first = _random.Next(2);
        // One is killed while the other works; sometimes at once.
        foreach (int index in new[] { first, 1 - first })
        {
            for (int lines = _random.Next(MostLines); lines > 0 && children[index].ReadLine() is { } line; lines--)
                heard[index].Add(line);
            Pause.Spin(_random.Next(LongestSilence));
            children[index].Kill();
        }
        HashSet<string> uncertain = [];
        for (int index = 0; index < children.Length; index++)
        {
            heard[index].AddRange(children[index].ReadToEnd());
            children[index].Dispose();
            Follow(heard[index], uncertain);
        }
        Compare(uncertain);
    }

    /// <summary>Follows what a child has said; what it had begun and not reported may be done or not.</summary>
    private void Follow(List<string> lines, HashSet<string> uncertain)
    {
        string[]? pending = null;
        foreach (string line in lines)
        {
            if (line == "ready")
                continue;
            if (line.StartsWith("try ", StringComparison.Ordinal))
            {
                pending = line.Split(' ');
            }
            else if (line == "done" && pending is not null)
            {
                _report.Count("writes reported");
                if (pending[1] == "add")
                    _present.Add(pending[2]);
                else
                    _present.Remove(pending[2]);
                pending = null;
            }
            else
            {
                _report.Problem(line);
            }
        }
        if (pending is null)
            return;
        _report.Count("kills in the middle of a write");
        uncertain.Add(pending[2]);
    }

    private void Compare(HashSet<string> uncertain)
    {
        HashSet<string> found;
        using (var service = LocalUserService.Open(_database))
            found = [.. service.ListUsers().Select(user => user.Username)];
        FileCheck.Run(_database, _report);
        string[] lost = [.. _present.Except(found).Except(uncertain)];
        string[] back = [.. found.Except(_present).Except(uncertain)];
        _report.Check(lost.Length == 0, $"lost: {string.Join(", ", lost)}");
        _report.Check(back.Length == 0, $"came back: {string.Join(", ", back)}");
        _present.Clear();
        _present.UnionWith(found);
    }
}
