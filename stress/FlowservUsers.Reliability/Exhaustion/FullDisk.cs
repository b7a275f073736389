using System.Runtime.Versioning;

namespace FlowservUsers.Reliability.Exhaustion;

/// <summary>Registers users until there is no room, looks what is left, and makes room again.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class FullDisk(string folder)
{
    private const int Most = 20_000;
    private const int FillerLength = 200_000;

    private readonly string _database = Path.Combine(folder, "users.db");
    private readonly string _filler = Path.Combine(folder, "filler");

    /// <summary>Runs it.</summary>
    /// <param name="full">The errors that a write may give.</param>
    /// <param name="creation">The errors that the creation of another database may give; none if there is room for it.</param>
    public void Run(string[] full, string[] creation)
    {
        File.WriteAllBytes(_filler, new byte[FillerLength]);
        using var service = LocalUserService.Open(_database, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        service.RegisterUser("alice", Passwords.Of("alice", 0));
        string key = Secret.Reveal(service.LoginUser("alice", Passwords.Of("alice", 0)).ApiKey);

        int registered = 1;
        string? error = null;
        while (error is null && registered < Most)
        {
            string name = $"user{registered}";
            string outcome = Outcome.Of(() => service.RegisterUser(name, Passwords.Of(name, 0)));
            if (outcome.StartsWith('!'))
                error = outcome[1..];
            else
                registered++;
        }
        ExhaustionWorker.Figure($"{registered} users, then {error}");
        ExhaustionWorker.Check(full.Contains(error), $"the error is {error}");

        ExhaustionWorker.Expect("login on a full disk", () => service.LoginUser("alice", Passwords.Of("alice", 0)), full);
        ExhaustionWorker.Expect("whoami on a full disk", () => service.WhoAmIUser(key), "works");
        int listed = service.ListUsers().Count();
        ExhaustionWorker.Check(listed == registered, $"{listed} users are listed, but {registered} were registered");
        if (creation.Length > 0)
            ExhaustionWorker.Expect("another database on a full disk", CreateAnother, creation);

        File.Delete(_filler);
        if (creation.Length > 0)
            ExhaustionWorker.Expect("register with free space again", () => service.RegisterUser("last", Passwords.Of("last", 0)), "works");
        var report = new Report(Console.Out);
        FileCheck.Run(_database, report);
    }

    private object CreateAnother()
    {
        string path = Path.Combine(folder, "another.db");
        using var another = LocalUserService.Open(path, new LocalUserServiceOptions { CreateDatabase = true });
        return another.RegisterUser("alice", Passwords.Of("alice", 0));
    }
}
