using System.Globalization;
using FlowservUsers.Passwords;
using FlowservUsers.Reliability.Places;
using FlowservUsers.Tests;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Crash;

/// <summary>
/// Kills a child again and again while it works on one database, or the server that it works on, and looks each time
/// whether the database kept its word.
/// </summary>
internal static class CrashRun
{
    private const int LongestSilence = 3_000; // microseconds between the last line that is read and the kill
    private const int LongestCreation = 30_000;
    private const int MostLines = 150;

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int kills = options.Amount(options.PostgreSql ? 12 : 20, 200);
        report.Say($"Crash: {kills} kills, seed {options.Seed}");
        using IDatabasePlace place = options.NewPlace();
        var random = new Random(options.Seed);
        var expected = new Expectation();
        string database = place.Locate("users");
        for (int kill = 0; kill < kills; kill++)
        {
            report.Count("kills");
            if (kill % 4 == 3)
                KillCreation(place, place.Locate($"new{kill}"), random, report);
            else
                KillWork(place, database, options.Seed + kill, kill % 4 == 2 ? place.Server : null, random, expected, report);
        }
        report.Count("operations reported as done", expected.Done);
        report.Close();
        return report;
    }

    private static void KillWork(
        IDatabasePlace place, string database, int seed, PostgreSqlServer? server, Random random, Expectation expected, Report report)
    {
        using ChildProcess child = ChildProcess.Start("crash-worker", database, place.Folder, seed.ToString(CultureInfo.InvariantCulture));
        foreach ((string user, UserState state) in expected.Users)
            child.Tell($"{user} {state.Generation}");
        child.Tell("");

        Listen(child, random.Next(2, MostLines), expected);
        Pause.Spin(random.Next(LongestSilence));
        if (server is not null)
            KillServer(server, child, random, expected, report);
        child.Kill();
        foreach (string line in child.ReadToEnd())
        {
            report.Check(!line.StartsWith("error: ", StringComparison.Ordinal), line);
            expected.Hear(line);
        }

        if (expected.IsPending)
            report.Count("kills in the middle of an operation");
        place.AwaitQuiet(database);
        CheckUsers(database, expected, report);
        place.Check(database, report);
        expected.ForgetPending();
    }

    /// <summary>Kills and starts the server; the child finishes what it does, or reports that it does not know, and goes on.</summary>
    private static void KillServer(PostgreSqlServer server, ChildProcess child, Random random, Expectation expected, Report report)
    {
        report.Count("kills of the server");
        if (random.Next(2) == 0)
            server.Kill();
        else
            server.Stop();
        server.Start();
        // More than the child can have written before: what is read in the end was done by the new server.
        Listen(child, MostLines, expected);
        report.Check(!expected.IsLost || expected.IsPending, "a child reported an unknown outcome for an operation that it had not begun");
        report.Count(expected.IsLost ? "… that a child reported" : "… that a child did not notice");
    }

    private static void Listen(ChildProcess child, int lines, Expectation expected)
    {
        while (lines-- > 0 && child.ReadLine() is { } line)
            expected.Hear(line);
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
                report.Problem($"{user} is not in any allowed state: {string.Join(" or ", allowed.Select(Describe))}");
        }

        foreach (string prefix in expected.Batches)
            report.Check(CountBatch(service, prefix) == CrashWorker.BatchSize, $"{prefix} was reported, but has {CountBatch(service, prefix)} users");
        foreach (string id in expected.Added)
            report.Check(service.Context.Store.FindUserById(id) is not null, $"the user {id} was reported, but does not exist");
        if (expected.PendingImport is { } pending)
        {
            long count = CountBatch(service, pending);
            report.Check(count is 0 or CrashWorker.BatchSize, $"{pending} is partly stored: {count} users");
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

    private static void KillCreation(IDatabasePlace place, string database, Random random, Report report)
    {
        report.Count("kills while the database is created");
        using (ChildProcess child = ChildProcess.Start("crash-worker", database, place.Folder, "0"))
        {
            child.Tell("");
            child.ReadLine();
            // Some at any time, some once it is begun, and some once the first transaction is under way.
            Task<string?> opened = Task.Run(child.ReadLine);
            CreationStage stage = (CreationStage)random.Next(3);
            while (!opened.IsCompleted && place.ReadStage(database) < stage)
                Thread.SpinWait(20);
            Pause.Spin(random.Next(stage == CreationStage.InTransaction ? LongestSilence : LongestCreation));
            child.Kill();
            opened.Wait();
            child.ReadToEnd();
        }

        report.Count($"… at the stage {place.ReadStage(database)}");
        place.AwaitQuiet(database);
        report.Check(IsFoundOrMissing(database), $"{database} cannot be opened after a kill during its creation");
        using var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        service.RegisterUser("alice", Passwords.Of("alice", 0));
        place.Check(database, report);
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

    private static string Describe(UserState state) => state.Generation < 0
        ? "not registered"
        : $"password {state.Generation}, {state.Sessions} sessions";
}
