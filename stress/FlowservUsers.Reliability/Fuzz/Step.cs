namespace FlowservUsers.Reliability.Fuzz;

/// <summary>One operation, made of a number.</summary>
internal sealed class Step(int number)
{
    private static readonly string[] Passwords = ["correct horse battery 0", "correct horse battery 1", "correct horse battery 2", "short"];
    private static readonly TimeSpan[] Times =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(61), TimeSpan.FromMinutes(3),
        TimeSpan.FromMinutes(16), TimeSpan.FromMinutes(31), TimeSpan.FromHours(2), TimeSpan.FromHours(25),
    ];
    private static readonly (string Text, Func<FlowservPolicy, FlowservPolicy> Change)[] Policies =
    [
        ("threshold 2", policy => policy with { LockoutThreshold = 2 }),
        ("threshold 5", policy => policy with { LockoutThreshold = 5 }),
        ("delay 2 s", policy => policy with { LockoutMaximumDelay = TimeSpan.FromSeconds(2) }),
        ("delay 15 min", policy => policy with { LockoutMaximumDelay = TimeSpan.FromMinutes(15) }),
        ("lifetime 1 h", policy => policy with { SessionLifetime = TimeSpan.FromHours(1) }),
        ("lifetime 24 h", policy => policy with { SessionLifetime = TimeSpan.FromHours(24) }),
        ("idle 2 min", policy => policy with { SessionIdleTimeout = TimeSpan.FromMinutes(2) }),
        ("idle 30 min", policy => policy with { SessionIdleTimeout = TimeSpan.FromMinutes(30) }),
        ("no idle", policy => policy with { SessionIdleTimeout = null }),
        ("1 session", policy => policy with { MaximumSessionsPerUser = 1 }),
        ("3 sessions", policy => policy with { MaximumSessionsPerUser = 3 }),
        ("100 sessions", policy => policy with { MaximumSessionsPerUser = 100 }),
        ("request 1 min", policy => policy with { PasswordResetLifetime = TimeSpan.FromMinutes(1) }),
        ("request 30 min", policy => policy with { PasswordResetLifetime = TimeSpan.FromMinutes(30) }),
    ];

    private int _rest = number;

    /// <summary>Chooses an operation.</summary>
    /// <param name="keys">How many keys were given out.</param>
    /// <param name="requests">How many requests were given out.</param>
    /// <returns>What it is, in words, and how it is done. An operation on what was never given out is one on the clock.</returns>
    public (string Text, Func<IOperations, string>? Run, TimeSpan Time) Choose(int keys, int requests)
    {
        int kind = Next(32);
        string name = Names.At(Next(Names.Count));
        string password = Passwords[Next(Passwords.Length)];
        int key = keys == 0 ? -1 : Math.Max(0, keys - 1 - Next(6));
        int request = requests == 0 ? -1 : Math.Max(0, requests - 1 - Next(3));
        bool flag = Next(4) == 0;
        TimeSpan time = Times[Next(Times.Length)];
        (string policy, Func<FlowservPolicy, FlowservPolicy> change) = Policies[Next(Policies.Length)];
        return kind switch
        {
            < 4 => Do($"register '{name}' '{password}'{(flag ? " pending" : "")}", on => on.Register(name, password, flag)),
            < 10 => Do($"log in '{name}' '{password}'", on => on.Login(name, password)),
            < 13 when key >= 0 => Do($"who am I {key}", on => on.WhoAmI(key)),
            13 when key >= 0 => Do($"log out {key}{(flag ? " everywhere" : "")}", on => on.Logout(key, flag)),
            < 16 => Do($"request '{name}'", on => on.RequestReset(name)),
            < 18 when request >= 0 => Do($"reset {request} '{password}'", on => on.Reset(request, password)),
            18 => Do($"change '{name}' '{password}'", on => on.ChangePassword(name, password, Passwords[0])),
            19 or 20 => Do($"activate '{name}'", on => on.Activate(name)),
            21 when flag => Do($"disable '{name}'", on => on.Disable(name)),
            22 => Do($"unlock '{name}'", on => on.Unlock(name)),
            23 when flag => Do($"unregister '{name}'", on => on.Unregister(name)),
            24 => Rename(name, Names.At(Next(Names.Count))),
            25 or 26 => List(Names.Prefixes[Next(Names.Prefixes.Length)], (UserStatus)Next(3), flag),
            27 => Do($"sessions '{name}'", on => on.CountSessions(name)),
            28 => Do($"policy {policy}", on => on.SetPolicy(change)),
            29 when flag => Do("clear", on => on.Clear()),
            _ => ($"wait {time}", null, time),
        };
    }

    private static (string, Func<IOperations, string>?, TimeSpan) Rename(string name, string other) =>
        Do($"rename '{name}' '{other}'", on => on.Rename(name, other));

    private static (string, Func<IOperations, string>?, TimeSpan) List(string prefix, UserStatus status, bool locked) =>
        Do($"list '{prefix}' {status}{(locked ? " locked" : "")}", on => on.List(prefix, status, locked));

    // A millisecond goes by, so that no two sessions are of one age.
    private static (string, Func<IOperations, string>?, TimeSpan) Do(string text, Func<IOperations, string> run) =>
        (text, run, TimeSpan.FromMilliseconds(1));

    private int Next(int count)
    {
        int chosen = _rest % count;
        // Mixed, so that one number makes more than its digits do.
        _rest = (int)(((uint)_rest * 2654435761u) >> 2);
        return chosen;
    }
}
