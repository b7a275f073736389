using FlowservUsers.Benchmarks.Measuring;
using FlowservUsers.Benchmarks.Databases;
using FlowservUsers.Sessions;

namespace FlowservUsers.Benchmarks.Peer;

/// <summary>The usual alternative in C#: ASP.NET Core Identity with Entity Framework Core, also on SQLite.</summary>
internal static class PeerBenchmark
{
    public static int Run(Scale scale)
    {
        Machine.Describe();
        using var databases = new SampleDatabases();
        int users = scale.Listed;
        SampleDatabase ours = databases.Get(users);
        SampleDatabase strict = databases.New(users, new FlowservPolicy().WorkFactor);
        using var usual = new PeerDatabase(databases.File("peer.db"), users, hasher: null);
        using var equal = new PeerDatabase(databases.File("equal.db"), users, new BcryptHasher(SampleDatabases.WorkFactor));

        Text.Head($"{Scale.Count(users)} users", "ours: median (10 % – 90 %)", "peer: median (10 % – 90 %)", "ours to peer", "target", "verdict");
        foreach (ReportRow row in Rows(ours, strict, usual, equal))
            row.Measure(scale.Rounds);
        Console.WriteLine(
            "With the defaults, the time is mostly that of the hash, which is meant to be long: an attacker who steals the hashes pays it for every guess.");
        Machine.DescribeLoad();
        return 0;
    }

    private static IEnumerable<ReportRow> Rows(SampleDatabase ours, SampleDatabase strict, PeerDatabase usual, PeerDatabase equal)
    {
        const int few = 2;
        const int some = 20;
        const int many = 200;
        string hash = $"both bcrypt {SampleDatabases.WorkFactor}";
        return
        [
            Row($"register, {hash}", some, () => ours.Service.RegisterUser(ours.NewName(), SampleDatabase.Password), () => equal.Register(ours.NewName())),
            Row($"check a password, {hash}", some, () => Check(ours), () => equal.CheckPassword(ours.RandomName())),
            Row("find by name", many, () => ours.Service.Accounts.Get(ours.RandomName()), () => usual.Find(ours.RandomName())),
            Row("list all", 1, () => Require(ours.Service.ListUsers().Count() >= ours.Users), () => Require(usual.List() >= ours.Users)),
            Row("a prefix with 100 matches", some,
                () => Require(ours.Service.ListUsers(SampleDatabase.PrefixOfHundred).Count() == 100),
                () => Require(usual.ListByPrefix(SampleDatabase.PrefixOfHundred) == 100)),
            Row($"register, each with its defaults (bcrypt {new FlowservPolicy().WorkFactor}, PBKDF2)", few,
                () => strict.Service.RegisterUser(strict.NewName(), SampleDatabase.Password), () => usual.Register(strict.NewName())),
            Row("check a password, each with its defaults", few, () => Check(strict), () => usual.CheckPassword(strict.RandomName())),
        ];
    }

    private static ReportRow Row(string what, int times, Action ours, Action peer) =>
        new(what, Timed.Each(times, ours), Timed.Each(times, peer), Target.Times(1));

    private static void Check(SampleDatabase database) =>
        new CredentialCheck(database.Service.Context, name => new InvalidCredentialsException(name)).Require(database.RandomName(), SampleDatabase.Password, CancellationToken.None);

    private static void Require(bool isRight)
    {
        if (!isRight)
            throw new InvalidOperationException("The listing is not as expected.");
    }
}
