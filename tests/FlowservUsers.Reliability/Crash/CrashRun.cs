using System.Diagnostics;
using System.Globalization;
using FlowservUsers.Passwords;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Crash;

/// <summary>Kills a child again and again while it works on one file, and looks each time whether the file kept its word.</summary>
internal static class CrashRun
{
    private const int LongestSilence = 3_000; // microseconds between the last line that is read and the kill
    private const int LongestCreation = 30_000;

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int kills = options.Amount(20, 200);
        report.Say($"Crash: {kills} kills, seed {options.Seed}");
        using var folder = new ScratchFolder();
        var random = new Random(options.Seed);
        var expected = new Expectation();
        for (int kill = 0; kill < kills; kill++)
        {
            report.Count("kills");
            if (kill % 4 == 3)
                KillCreation(folder.File($"new{kill}.db"), random, report);
            else
                KillWork(folder.File("users.db"), options.Seed + kill, random, expected, report);
        }
        report.Count("operations reported as done", expected.Done);
        report.Close();
        return report;
    }

    private static void KillWork(string database, int seed, Random random, Expectation expected, Report report)
    {
        using ChildProcess child = ChildProcess.Start("crash-worker", database, seed.ToString(CultureInfo.InvariantCulture));
        foreach ((string user, UserState state) in expected.Users)
            child.Tell($"{user} {state.Generation}");
        child.Tell("");

        int lines = random.Next(2, 150);
        while (lines-- > 0 && child.ReadLine() is { } line)
            expected.Hear(line);
        KillWithin(child, random.Next(LongestSilence));
        foreach (string line in child.ReadToEnd())
        {
            report.Check(!line.StartsWith("error: ", StringComparison.Ordinal), line);
            expected.Hear(line);
        }

        if (expected.IsPending)
            report.Count("kills in the middle of an operation");
        CheckUsers(database, expected, report);
        FileCheck.Run(database, report);
        expected.ForgetPending();
    }

    private static void CheckUsers(string database, Expectation expected, Report report)
    {
        using var service = LocalUserService.Open(database);
        for (int number = 0; number < CrashWorker.Users; number++)
        {
            string user = $"user{number}";
            IReadOnlyList<UserState> allowed = expected.Allowed(user);
            if (allowed.FirstOrDefault(state => IsInState(user, state, service)) is { } found)
                expected.Settle(user, found);
            else
                report.Problem($"{user} is in none of the states it may be in: {string.Join(" or ", allowed.Select(Describe))}");
        }

        foreach (string prefix in expected.Batches)
            report.Check(CountBatch(service, prefix) == CrashWorker.BatchSize, $"{prefix} was reported, and has {CountBatch(service, prefix)} users");
        foreach (string id in expected.Added)
            report.Check(service.Context.Store.FindUserById(id) is not null, $"the user {id} was reported, and is not there");
        if (expected.PendingImport is { } pending)
        {
            long count = CountBatch(service, pending);
            report.Check(count is 0 or CrashWorker.BatchSize, $"{pending} is half there: {count} users");
            if (count > 0)
                expected.SettleImport();
        }
    }

    private static bool IsInState(string user, UserState state, LocalUserService service)
    {
        if (service.Context.Store.FindUser(user) is not { } stored)
            return state.Generation < 0;
        return state.Generation >= 0
            && service.Context.Hasher.Verify(Passwords.Of(user, state.Generation), stored.Password, 4) == PasswordVerification.Success
            && service.Sessions.List(stored.User.Id).Count() == state.Sessions
            && state.Keys.All(key => Recognises(service, key, stored.User.Id));
    }

    private static bool Recognises(LocalUserService service, string key, string userId)
    {
        try
        {
            return service.WhoAmIUser(key).Id == userId;
        }
        catch (UnauthenticatedAccessException)
        {
            return false;
        }
    }

    private static long CountBatch(LocalUserService service, string prefix) => service.Accounts.Count(new UserQuery { Prefix = prefix });

    private static void KillCreation(string database, Random random, Report report)
    {
        report.Count("kills while the database is created");
        using (ChildProcess child = ChildProcess.Start("crash-worker", database, "0"))
        {
            child.Tell("");
            child.ReadLine();
            // Some at any time, some once there is a file, and some once the first transaction is under way.
            switch (random.Next(3))
            {
                case 0:
                    KillWithin(child, random.Next(LongestCreation));
                    break;
                case 1:
                    KillWhenThereIs(database, child, random.Next(LongestCreation));
                    break;
                default:
                    KillWhenThereIs(database + "-journal", child, random.Next(LongestSilence));
                    break;
            }
            child.ReadToEnd();
        }

        if (!File.Exists(database))
            report.Count("… before there was a file");
        else if (new FileInfo(database).Length == 0 && !File.Exists(database + "-journal"))
            report.Count("… when the file was empty");
        else if (File.Exists(database + "-journal"))
            report.Count("… in the middle of the first transaction");
        else
            report.Count("… afterwards");
        report.Check(IsFoundOrMissing(database), $"{database} cannot be opened after a kill during its creation");
        using var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        service.RegisterUser("alice", Passwords.Of("alice", 0));
        FileCheck.Run(database, report);
    }

    private static bool IsFoundOrMissing(string database)
    {
        try
        {
            LocalUserService.Open(database).Dispose();
            return true;
        }
        catch (DatabaseNotFoundException)
        {
            return true;
        }
        catch (DatabaseException)
        {
            return false;
        }
    }

    private static void KillWhenThereIs(string file, ChildProcess child, int microseconds)
    {
        Task<string?> opened = Task.Run(child.ReadLine);
        while (!opened.IsCompleted && !File.Exists(file))
            Thread.SpinWait(20);
        KillWithin(child, microseconds);
        opened.Wait();
    }

    private static void KillWithin(ChildProcess child, int microseconds)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < microseconds)
            Thread.SpinWait(20);
        child.Kill();
    }

    private static string Describe(UserState state) => state.Generation < 0
        ? "not registered"
        : $"password {state.Generation}, {state.Sessions} sessions";
}
