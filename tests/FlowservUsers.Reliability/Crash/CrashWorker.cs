using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Storage.Sqlite;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Crash;

/// <summary>
/// The child that is killed: does random operations, and says what it is about to do ("try") and what was done ("done").
/// </summary>
internal sealed class CrashWorker
{
    public const int Users = 20;
    public const int BatchSize = 25;

    private readonly LocalUserService _service;
    private readonly IUserStore _store;
    private readonly Random _random;
    private readonly Dictionary<string, int> _generations;
    private readonly List<string> _keys = [];

    private CrashWorker(LocalUserService service, IUserStore store, Random random, Dictionary<string, int> generations)
    {
        _service = service;
        _store = store;
        _random = random;
        _generations = generations;
    }

    /// <summary>Works until it is killed, or standard input ends.</summary>
    /// <param name="database">The file, which is created if it is missing.</param>
    /// <param name="seed">Where the random choices start.</param>
    public static int Run(string database, int seed)
    {
        Dictionary<string, int> generations = ReadGenerations();
        Say("opening");
        using var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4, MaximumSessionsPerUser = 10_000 });
        Say("open");
        using SqliteUserStore store = SqliteUserStore.Open(database, false, TimeSpan.FromSeconds(30), CancellationToken.None);
        var worker = new CrashWorker(service, store, new Random(seed), generations);
        for (int number = 0; ; number++)
            worker.Next($"{seed}-{number}");
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private static Dictionary<string, int> ReadGenerations()
    {
        Dictionary<string, int> generations = [];
        while (Console.In.ReadLine() is { Length: > 0 } line)
        {
            string[] parts = line.Split(' ');
            generations[parts[0]] = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        return generations;
    }

    private void Next(string unique)
    {
        string user = $"user{_random.Next(Users)}";
        int choice = _random.Next(100);
        if (choice < 5)
            AddBatch($"batch{unique}-");
        else if (!_generations.ContainsKey(user))
            Register(user);
        else if (choice < 45)
            Login(user);
        else if (choice < 65 && _keys.Count > 0)
            Logout(_random.Next(_keys.Count));
        else
            Reset(user);
    }

    private void Register(string user)
    {
        Say($"try register {user}");
        _service.RegisterUser(user, Passwords.Of(user, 0));
        _generations[user] = 0;
        Say("done");
    }

    private void Login(string user)
    {
        Say($"try login {user}");
        string key = Secret.Reveal(_service.LoginUser(user, Passwords.Of(user, _generations[user])).ApiKey);
        _keys.Add(key);
        Say($"done {key}");
    }

    private void Logout(int index)
    {
        string key = _keys[index];
        _keys.RemoveAt(index);
        Say($"try logout {key}");
        try
        {
            _service.LogoutUser(key);
        }
        catch (UnauthenticatedAccessException)
        {
            // A reset has ended the session before.
        }
        Say("done");
    }

    private void Reset(string user)
    {
        Say($"try reset {user}");
        string request = Secret.Reveal(_service.RequestPasswordReset(user).RequestId);
        _service.ResetPassword(request, Passwords.Of(user, ++_generations[user]));
        Say("done");
    }

    private void AddBatch(string prefix)
    {
        Say($"try batch {prefix}");
        PasswordHash hash = new PasswordHasher(_store.PasswordKey).Hash("correct horse battery", 4);
        _store.AddUsers([.. Enumerable.Range(0, BatchSize).Select(number => new NewUser(
            Guid.NewGuid().ToString("N"), Username.Parse($"{prefix}{number}"), UserStatus.Active, hash, TimeProvider.System.Now()))]);
        Say("done");
    }
}
