using System.Diagnostics;
using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Databases;

namespace FlowservUsers.Benchmarks;

/// <summary>How each operation scales with the number of users.</summary>
internal static class GrowthBenchmark
{
    /// <summary>The command of a child process that lists a database and prints the memory that it used.</summary>
    public const string MemoryCommand = "memory";

    private delegate Func<double> Operation(SampleDatabase database);

    /// <summary>The option that chooses a PostgreSQL server instead of files.</summary>
    public const string ServerOption = "--postgresql";

    public static int Run(Scale scale, bool onServer)
    {
        Machine.Describe();
        using var databases = new SampleDatabases(onServer);
        int[] sizes = [.. new[] { scale.Small, scale.Listed, scale.Large }.Order()];
        Text.Head(["median (10 % – 90 %)", .. sizes.Select(size => $"{Scale.Count(size)} users")]);
        foreach ((string name, Operation operation) in Operations)
            Print(name, [.. sizes.Select(size => operation(databases.Get(size)))], scale.Rounds);
        Text.Row(["peak memory of a process that lists all", .. sizes.Select(size => Memory(databases.Get(size).Path))]);
        Machine.DescribeLoad();
        return 0;
    }

    /// <summary>Lists a database, and prints the peak memory of this process.</summary>
    public static int PrintMemory(string path)
    {
        using LocalUserService service = LocalUserService.Open(path);
        foreach (FlowservUser user in service.ListUsers())
            GC.KeepAlive(user);
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(Text.Size(self.PeakWorkingSet64));
        return 0;
    }

    private static IEnumerable<(string Name, Operation Operation)> Operations =>
    [
        ($"log in (work factor {SampleDatabases.WorkFactor})", database => Timed.Each(20, () => database.Service.LoginUser(database.RandomName(), SampleDatabase.Password))),
        ("recognise a key", database => Timed.Each(2_000, () => database.Service.WhoAmIUser(database.ApiKey))),
        ("find a user by name", database => Timed.Each(500, () => database.Service.Accounts.Get(database.RandomName()))),
        ("a prefix with 100 matches", database => Timed.Each(50, () => List(database, SampleDatabase.PrefixOfHundred))),
        ("list all, per user", database => () => Timed.Once(() => List(database, null)) / database.Users),
        ($"register (work factor {SampleDatabases.WorkFactor})", database => Timed.Each(20, () => database.Service.RegisterUser(database.NewName(), SampleDatabase.Password))),
    ];

    private static void Print(string name, Func<double>[] bySize, int rounds)
    {
        List<double>[] times = [.. bySize.Select(_ => new List<double>())];
        Timed.WarmUp(bySize);
        for (int round = 0; round < rounds; round++)
        {
            for (int index = 0; index < bySize.Length; index++)
                times[index].Add(bySize[index]());
        }
        Text.Row([name, .. times.Select(some => Text.Spread(new Measurements(some)))]);
    }

    private static void List(SampleDatabase database, string? prefix)
    {
        foreach (FlowservUser user in database.Service.ListUsers(prefix))
            GC.KeepAlive(user);
    }

    private static string Memory(string path) => ChildProcess.Start(MemoryCommand, path).ReadToEnd().Trim();
}
