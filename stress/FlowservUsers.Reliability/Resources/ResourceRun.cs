using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Resources;

/// <summary>Calls the service many times, and compares what the process holds before and after.</summary>
internal static class ResourceRun
{
    private const int Warm = 500;
    private const int CallsPerRound = 10;

    // What the runtime takes for itself in the meantime, whose pool grows and shrinks as it sees fit, and the files of a connection,
    // which is closed or open depending on how long ago it was used.
    private const int Slack = 16;

    public static Report Run(RunOptions options, TextWriter output)
    {
        var report = new Report(output);
        int rounds = options.Amount(5_000, 100_000) / CallsPerRound;
        report.Say($"Resources: {rounds * CallsPerRound:N0} calls in one process");
        using var folder = new ScratchFolder();
        string database = folder.File("users.db");
        using (var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true }))
        {
            service.Policy.Set(service.Policy.Get() with { WorkFactor = 4, MaximumSessionsPerUser = 5 });
            service.RegisterUser("alice", Passwords.Of("alice", 0));
            for (int round = 0; round < Warm / CallsPerRound; round++)
                CallAll(service, database, $"warm{round}");

            Usage before = Usage.Now();
            for (int round = 0; round < rounds; round++)
            {
                CallAll(service, database, $"user{round}");
                report.Count("calls", CallsPerRound);
            }
            Usage after = Usage.Now();
            report.Say($"  before: {before}");
            report.Say($"  after:  {after}");
            report.Check(after.Handles <= before.Handles + Slack, $"{after.Handles - before.Handles} more handles");
            report.Check(after.Threads <= before.Threads + Slack, $"{after.Threads - before.Threads} more threads");
        }
        report.Close();
        return report;
    }

    private static void CallAll(LocalUserService service, string database, string name)
    {
        using var stop = new CancellationTokenSource();
        service.Accounts.Register(name, Passwords.Of(name, 0), cancellation: stop.Token);
        string key = Secret.Reveal(service.Sessions.Login("alice", Passwords.Of("alice", 0), cancellation: stop.Token).ApiKey);
        service.WhoAmIUser(key);
        service.Sessions.IsValid(key);
        Outcome.Of(() => service.LoginUser(name, "something else entirely"));
        Outcome.Of(() => service.WhoAmIUser("no key"));
        _ = service.Accounts.List(new UserQuery { First = 5 }).Count();
        service.RequestPasswordReset("alice");
        service.LogoutUser(key);
        using var another = LocalUserService.Open(database);
        another.Accounts.Get(name);
    }
}
