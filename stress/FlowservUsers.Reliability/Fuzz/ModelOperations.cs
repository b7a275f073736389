namespace FlowservUsers.Reliability.Fuzz;

/// <summary>
/// What the service promises once more, as plainly as it can be said: lists in memory, and no thought of speed, processes or disks.
/// </summary>
internal sealed class ModelOperations(MovableClock clock, FlowservPolicy policy) : IOperations
{
    private static readonly TimeSpan CounterRetention = TimeSpan.FromDays(1);
    private static readonly TimeSpan UseIsRecordedTo = TimeSpan.FromMinutes(1);

    private readonly List<ModelUser> _users = [];
    private readonly Dictionary<string, (int Failures, DateTimeOffset At, DateTimeOffset? Until)> _unknown = [];
    // By the user, or by the name that nobody has: such a request is kept too, and opens nothing.
    private readonly Dictionary<object, (int Number, DateTimeOffset ExpiresAt)> _open = [];
    private FlowservPolicy _policy = policy;
    private int _keys;
    private int _requests;

    private DateTimeOffset Now => clock.Time;

    public string Register(string name, string password, bool isPending)
    {
        if (Names.Key(name) is not { } key)
            return "!InvalidUsername";
        if (password.Length < _policy.MinimumPasswordLength)
            return "!PasswordRejected";
        if (Find(name) is not null)
            return "!DuplicateUser";

        var user = new ModelUser
        {
            Name = name,
            Key = key,
            Password = password,
            Status = isPending ? UserStatus.Pending : UserStatus.Active,
            CreatedAt = Now,
            ActivatedAt = isPending ? null : Now,
            PasswordChangedAt = Now,
        };
        _users.Add(user);
        return user.Describe();
    }

    public string Login(string name, string password)
    {
        if (Authenticate(name, password) is not { } user)
            return "!InvalidCredentials";

        user.FailedLogins = 0;
        user.LockedUntil = null;
        user.LastLoginAt = Now;
        IEnumerable<ModelSession> surplus = user.Sessions.Where(session => session.ExpiresAt > Now)
            .OrderByDescending(session => session.LastUsedAt).ThenByDescending(session => session.CreatedAt)
            .Skip(_policy.MaximumSessionsPerUser - 1).ToList();
        user.Sessions.RemoveAll(surplus.Contains);
        user.Sessions.Add(new ModelSession { Key = _keys++, CreatedAt = Now, LastUsedAt = Now, ExpiresAt = Now + _policy.SessionLifetime });
        return user.Name;
    }

    public string WhoAmI(int key) => Recognise(key)?.Describe() ?? "!UnauthenticatedAccess";

    public string Logout(int key, bool everywhere)
    {
        if (Recognise(key) is not { } user)
            return "!UnauthenticatedAccess";
        user.Sessions.RemoveAll(session => everywhere || session.Key == key);
        return user.Name;
    }

    public string RequestReset(string name)
    {
        object owner = Find(name) is { Status: not UserStatus.Disabled } user ? user : Names.Counter(name);
        _open[owner] = (_requests++, Now + _policy.PasswordResetLifetime);
        return "requested";
    }

    public string Reset(int request, string password)
    {
        ModelUser? user = _users.Find(user => _open.TryGetValue(user, out var open) && open.Number == request && open.ExpiresAt > Now);
        if (user is null)
            return "!UnknownRequest";
        if (password.Length < _policy.MinimumPasswordLength)
            return "!PasswordRejected";
        SetPassword(user, password);
        return user.Describe();
    }

    public string ChangePassword(string name, string current, string replacement)
    {
        if (Authenticate(name, current) is not { } user)
            return "!InvalidCredentials";
        if (replacement.Length < _policy.MinimumPasswordLength)
            return "!PasswordRejected";
        SetPassword(user, replacement);
        return user.Describe();
    }

    public string Activate(string name) => Change(name, user =>
    {
        if (user.Status != UserStatus.Active)
            user.ActivatedAt = Now;
        user.Status = UserStatus.Active;
    });

    public string Disable(string name) => Change(name, user =>
    {
        user.Status = UserStatus.Disabled;
        user.Sessions.Clear();
        _open.Remove(user);
    });

    public string Unlock(string name) => Change(name, user =>
    {
        user.FailedLogins = 0;
        user.LockedUntil = null;
    });

    public string Rename(string name, string newName)
    {
        if (Find(name) is not { } user)
            return "!UnknownUser";
        if (Names.Key(newName) is not { } key)
            return "!InvalidUsername";
        if (Find(newName) is { } other && other != user)
            return "!DuplicateUser";
        user.Name = newName;
        user.Key = key;
        return user.Describe();
    }

    public string Unregister(string name)
    {
        if (Find(name) is not { } user)
            return "!UnknownUser";
        _users.Remove(user);
        _open.Remove(user);
        return "gone";
    }

    public string List(string prefix, UserStatus status, bool locked) => string.Join(", ", _users
        .Where(user => user.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && user.Status == status && (!locked || user.LockedUntil > Now))
        .OrderBy(user => user.Key, StringComparer.Ordinal)
        .Select(user => user.Describe()));

    public string CountSessions(string name) => Find(name) is { } user
        ? $"{(user.Status == UserStatus.Active ? user.Sessions.Count(session => !session.HasEnded(Now, _policy.SessionIdleTimeout)) : 0)}"
        : "!UnknownUser";

    public string SetPolicy(Func<FlowservPolicy, FlowservPolicy> change)
    {
        _policy = change(_policy);
        return "set";
    }

    public string Clear()
    {
        int sessions = _users.Sum(user => user.Sessions.RemoveAll(session => session.HasEnded(Now, _policy.SessionIdleTimeout)));
        List<object> expired = [.. _open.Where(open => open.Value.ExpiresAt <= Now).Select(open => open.Key)];
        expired.ForEach(owner => _open.Remove(owner));
        List<string> counters = [.. _unknown.Where(entry => entry.Value.At < Now - CounterRetention).Select(entry => entry.Key)];
        counters.ForEach(name => _unknown.Remove(name));
        return $"{sessions}, {expired.Count}, {counters.Count}";
    }

    private ModelUser? Find(string name) => Names.Key(name) is { } key ? _users.Find(user => user.Key == key) : null;

    private string Change(string name, Action<ModelUser> change)
    {
        if (Find(name) is not { } user)
            return "!UnknownUser";
        change(user);
        return user.Describe();
    }

    private void SetPassword(ModelUser user, string password)
    {
        user.Password = password;
        user.PasswordChangedAt = Now;
        user.FailedLogins = 0;
        user.LockedUntil = null;
        user.Sessions.Clear();
        _open.Remove(user);
    }

    private ModelUser? Authenticate(string name, string password)
    {
        if (Find(name) is not { } user)
        {
            CountUnknown(Names.Counter(name));
            return null;
        }
        if (user.LockedUntil > Now || user.Status != UserStatus.Active)
            return null;
        if (user.Password == password)
            return user;

        user.FailedLogins++;
        user.LockedUntil = LockedUntil(user.FailedLogins);
        return null;
    }

    private void CountUnknown(string name)
    {
        (int failures, DateTimeOffset _, DateTimeOffset? until) = _unknown.GetValueOrDefault(name);
        if (!(until > Now))
            _unknown[name] = (failures + 1, Now, LockedUntil(failures + 1));
    }

    private DateTimeOffset? LockedUntil(int failures)
    {
        if (failures >= 100)
            return DateTimeOffset.MaxValue;
        if (failures < _policy.LockoutThreshold)
            return null;
        double seconds = Math.Pow(2, failures - _policy.LockoutThreshold);
        return Now + (seconds < _policy.LockoutMaximumDelay.TotalSeconds ? TimeSpan.FromSeconds(seconds) : _policy.LockoutMaximumDelay);
    }

    private ModelUser? Recognise(int key)
    {
        ModelUser? user = _users.Find(user => user.Sessions.Exists(session => session.Key == key));
        ModelSession? session = user?.Sessions.Find(session => session.Key == key);
        if (user is not { Status: UserStatus.Active } || session is null || session.HasEnded(Now, _policy.SessionIdleTimeout))
            return null;
        if (Now - session.LastUsedAt >= UseIsRecordedTo)
            session.LastUsedAt = Now;
        return user;
    }
}
