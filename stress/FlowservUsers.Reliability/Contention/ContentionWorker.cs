using System.Diagnostics;
using FlowservUsers.Storage;

namespace FlowservUsers.Reliability.Contention;

/// <summary>One of many processes that work on one file at the same time.</summary>
internal sealed class ContentionWorker : IDisposable
{
    /// <summary>The kinds of operations that are measured: a small write, a recognised key, what costs a hash.</summary>
    public static readonly string[] Kinds = ["write", "whoami", "login or register"];

    private readonly LocalUserService _service;
    private readonly Random _random;
    private readonly string _name;
    private readonly string _sharedId;
    private readonly Dictionary<string, Latencies> _latencies = Kinds.ToDictionary(kind => kind, _ => new Latencies());
    private readonly List<string> _keys = [];
    private readonly FlowservUser _user;
    private int _registered = 1;
    private int _failures;

    private ContentionWorker(string database, string name, int seed)
    {
        _service = LocalUserService.Open(database);
        _random = new Random(seed);
        _name = name;
        _sharedId = _service.Accounts.Get(ContentionRun.SharedUser).Id;
        _user = _service.RegisterUser(name, Passwords.Of(name, 0));
    }

    /// <summary>Waits for a line on standard input, works, and writes the counts and the times.</summary>
    public static int Run(string database, string name, int operations, int seed)
    {
        using var worker = new ContentionWorker(database, name, seed);
        Console.Out.WriteLine("ready");
        Console.In.ReadLine();
        for (int number = 0; number < operations; number++)
            worker.Next(number);
        Console.Out.WriteLine($"registered {worker._registered}");
        Console.Out.WriteLine($"failures {worker._failures}");
        foreach ((string kind, Latencies latencies) in worker._latencies)
            Console.Out.WriteLine($"{kind}:{latencies.Write()}");
        return 0;
    }

    public void Dispose() => _service.Dispose();

    private void Next(int number)
    {
        switch (_random.Next(8))
        {
            case 0:
                Measure("login or register", () => _service.RegisterUser($"{_name}-{number}", Passwords.Of(_name, number)));
                _registered++;
                break;
            case 1:
                string key = "";
                Measure("login or register", () => key = Secret.Reveal(_service.LoginUser(_name, Passwords.Of(_name, 0)).ApiKey));
                _keys.Add(key);
                break;
            case 2 when _keys.Count > 0:
                string last = _keys[^1];
                _keys.RemoveAt(_keys.Count - 1);
                Measure("write", () => _service.LogoutUser(last));
                break;
            case 3 when _keys.Count > 0:
                Measure("whoami", () => _service.WhoAmIUser(_keys[_random.Next(_keys.Count)]));
                break;
            case 4:
                Measure("write", () => _service.RequestPasswordReset(ContentionRun.SharedUser));
                break;
            case 5:
                Measure("write", () => _service.Accounts.Disable(_user.Id));
                Measure("write", () => _service.ActivateUser(_user.Id));
                _keys.Clear();
                break;
            default:
                // A counter that all of them raise: an update that is lost shows in it.
                var counter = new LoginCounter(0, null);
                Measure("write", () => _service.Context.Store.BeginLogin(
                    null, [], _sharedId, DateTimeOffset.UtcNow, record => counter = new LoginCounter(record.Counter.Failures + 1, null)));
                Measure("write", () => _service.Context.Store.RecordFailedLogin(_sharedId, "wrong password", DateTimeOffset.UtcNow, counter));
                _failures++;
                break;
        }
    }

    private void Measure(string kind, Action operation)
    {
        long start = Stopwatch.GetTimestamp();
        operation();
        _latencies[kind].Add(Stopwatch.GetElapsedTime(start));
    }
}
