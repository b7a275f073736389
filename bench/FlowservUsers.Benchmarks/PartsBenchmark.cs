using FlowservUsers.Benchmarks.Baselines;
using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Databases;
using FlowservUsers.Databases;
using FlowservUsers.Passwords;
using FlowservUsers.Sessions;
using FlowservUsers.Storage;

namespace FlowservUsers.Benchmarks;

/// <summary>Where the time of one login and of one key check is spent, from the call of the cmdlet to the object.</summary>
internal static class PartsBenchmark
{
    private const int Times = 2_000;

    public static int Run(Scale scale)
    {
        Machine.Describe();
        using var databases = new SampleDatabases();
        using var engine = new BenchmarkEngine();
        SampleDatabase database = databases.Get(scale.Listed);
        using var lookup = new PreparedLookup(database.Path);
        engine.Set("database", database.Path);
        engine.Set("key", Secret.Protect(database.ApiKey));
        engine.Set("password", Secret.Protect(SampleDatabase.Password));
        engine.Run("Set-FlowservDatabase $database; Connect-FlowservUser -ApiKey $key | Out-Null");

        Print("Get-FlowservCurrentUser", scale.Rounds, Call("Get-FlowservCurrentUser"),
        [
            ("PowerShell: an empty cmdlet", Call("Invoke-Nothing")),
            ("finding the open database and service", FindService(database)),
            ("hash of the key", Timed.Each(Times, () => Token.Hash(database.ApiKey))),
            ("prepared statement, and the hash of the key", Timed.Each(Times, () => lookup.WhoAmI(database.ApiKey))),
            ("all of WhoAmIUser", Timed.Each(Times, () => database.Service.WhoAmIUser(database.ApiKey))),
        ]);

        LocalUserService service = database.Service;
        IUserStore store = service.Context.Store;
        StoredUser user = store.FindUser(SampleDatabase.Name(1))!;
        Print($"Connect-FlowservUser (work factor {SampleDatabases.WorkFactor})", scale.Rounds, Call("Connect-FlowservUser -Username user0000001 -Password $password -NoCurrent", 50),
        [
            ("PowerShell: an empty cmdlet", Call("Invoke-Nothing", 50)),
            ("PowerShell: binding a name and a password", Call("Invoke-Binding -Username user0000001 -Password $password", 50)),
            ("finding the open database and service", FindService(database)),
            ("reading the user, the policy, the counter, and counting, on disk", Timed.Each(50, () => store.BeginLogin(
                SampleDatabase.Name(1), [1, 2, 3], null, TimeProvider.System.Now(), record => record.Counter))),
            ("hash", Timed.Each(50, () => RawBcrypt.Hash(SampleDatabases.WorkFactor))),
            ("writing the session and the event, on disk", Timed.Each(50, () => Open(store, user))),
            ("all of LoginUser", Timed.Each(50, () => service.LoginUser(SampleDatabase.Name(1), SampleDatabase.Password))),
        ]);
        int policy = new FlowservPolicy().WorkFactor;
        Console.WriteLine($"\nOne hash at the default policy's work factor {policy}: {Text.Time(Timed.Each(3, () => RawBcrypt.Hash(policy))())}");
        Machine.DescribeLoad();
        return 0;

        Func<double> Call(string command, int times = Times) =>
            () => Timed.Once(() => engine.Run($"foreach ($number in 1..{times}) {{ $null = {command} }}")) / times;
    }

    private static Func<double> FindService(SampleDatabase database) => Timed.Each(Times, () => OpenServices.Find(database.Path));

    private static void Open(IUserStore store, StoredUser user)
    {
        DateTimeOffset now = TimeProvider.System.Now();
        var session = new FlowservSession
        {
            Id = UserSessions.NewId(),
            UserId = user.User.Id,
            Username = user.User.Username,
            KeyPrefix = "fsk_0000",
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now.AddDays(1),
        };
        if (!store.OpenSession(new NewSession(session, Guid.NewGuid().ToByteArray()), user.Password, null, maximumSessions: 100))
            throw new InvalidOperationException("The session was not opened.");
    }

    private static void Print(string whole, int rounds, Func<double> total, (string Name, Func<double> Measure)[] parts)
    {
        Console.WriteLine();
        Text.Head(whole, "median (10 % – 90 %)");
        (string Name, Func<double> Measure)[] all = [.. parts, ("in all", total)];
        List<double>[] times = [.. all.Select(_ => new List<double>())];
        Timed.WarmUp(all.Select(part => part.Measure));
        for (int round = 0; round < rounds; round++)
        {
            for (int index = 0; index < all.Length; index++)
                times[index].Add(all[index].Measure());
        }
        foreach ((string name, List<double> some) in all.Select(part => part.Name).Zip(times))
            Text.Row(name, Text.Spread(new Measurements(some)));
    }
}
