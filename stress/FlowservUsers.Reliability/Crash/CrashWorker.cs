using FlowservUsers.Importing;
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
    private readonly string _folder;
    private readonly Random _random;
    private readonly Dictionary<string, int> _generations;
    private readonly List<string> _keys = [];

    private CrashWorker(LocalUserService service, string folder, Random random, Dictionary<string, int> generations)
    {
        _service = service;
        _folder = folder;
        _random = random;
        _generations = generations;
    }

    /// <summary>Works until it is killed, or is told that an operation may or may not be done.</summary>
    /// <param name="database">The database, which is created if it is missing.</param>
    /// <param name="folder">A folder for the files that it imports.</param>
    /// <param name="seed">Where the random choices start.</param>
    public static int Run(string database, string folder, int seed)
    {
        Dictionary<string, int> generations = ReadGenerations();
        WorkerOutput.Say("opening");
        using var service = LocalUserService.Open(database, new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4, MaximumSessionsPerUser = 10_000 });
        WorkerOutput.Say("open");
        var worker = new CrashWorker(service, folder, new Random(seed), generations);
        try
        {
            for (int number = 0; ; number++)
                worker.Next($"{seed}-{number}");
        }
        catch (DatabaseUnavailableException)
        {
            WorkerOutput.Say("lost");
            return 0;
        }
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
            RegisterMany($"bulk{unique}-");
        else if (choice < 10)
            Import($"import{unique}-");
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
        WorkerOutput.Say($"try register {user}");
        _service.RegisterUser(user, Passwords.Of(user, 0));
        _generations[user] = 0;
        WorkerOutput.Say("done");
    }

    private void Login(string user)
    {
        WorkerOutput.Say($"try login {user}");
        string key = Secret.Reveal(_service.LoginUser(user, Passwords.Of(user, _generations[user])).ApiKey);
        _keys.Add(key);
        WorkerOutput.Say($"done {key}");
    }

    private void Logout(int index)
    {
        string key = _keys[index];
        _keys.RemoveAt(index);
        WorkerOutput.Say($"try logout {key}");
        try
        {
            _service.LogoutUser(key);
        }
        catch (UnauthenticatedAccessException)
        {
            // A reset has ended the session before.
        }
        WorkerOutput.Say("done");
    }

    private void Reset(string user)
    {
        WorkerOutput.Say($"try reset {user}");
        string request = Secret.Reveal(_service.RequestPasswordReset(user).RequestId);
        _service.ResetPassword(request, Passwords.Of(user, ++_generations[user]));
        WorkerOutput.Say("done");
    }

    private void RegisterMany(string prefix)
    {
        WorkerOutput.Say($"try bulk {prefix}");
        using BulkRegistration registration = _service.Accounts.RegisterMany(workers: 2);
        for (int number = 0; number < BatchSize; number++)
            registration.Add($"{prefix}{number}", Passwords.Of(prefix, number));
        foreach (BulkRegistrationResult result in registration.Finish())
            WorkerOutput.Say($"added {result.GetUser().Id}");
        WorkerOutput.Say("done");
    }

    private void Import(string prefix)
    {
        string source = FlowservFile.Create(_folder, prefix, BatchSize);
        WorkerOutput.Say($"try import {prefix}");
        FlowservImport.Read(source, TimeZoneInfo.Utc).Run(_service);
        WorkerOutput.Say("done");
    }
}
