namespace FlowservUsers.Reliability.Crash;

/// <summary>What must be in the database, from what the child said.</summary>
internal sealed class Expectation
{
    private readonly Dictionary<string, UserState> _users = [];
    private readonly HashSet<string> _batches = [];
    private readonly HashSet<string> _added = [];
    private string[]? _pending;

    public IReadOnlyDictionary<string, UserState> Users => _users;

    /// <summary>The prefixes of the names of bulk registrations and imports that were reported as done.</summary>
    public IReadOnlyCollection<string> Batches => _batches;

    /// <summary>The identifiers that bulk registrations have reported.</summary>
    public IReadOnlyCollection<string> Added => _added;

    /// <summary>How many operations were reported as done.</summary>
    public int Done { get; private set; }

    /// <summary>Whether the child has said that it does not know whether the last operation was done.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether the child was in the middle of an operation.</summary>
    public bool IsPending => _pending is not null;

    /// <summary>The import that may be there as a whole or not at all, or null.</summary>
    public string? PendingImport => _pending is ["import", var prefix] ? prefix : null;

    public void Hear(string line)
    {
        string[] words = line.Split(' ');
        if (words[0] == "try")
            _pending = words[1..];
        IsLost = words[0] == "lost";
        if (words[0] == "added")
            _added.Add(words[1]);
        if (words[0] != "done")
            return;

        Done++;
        if (_pending is ["bulk" or "import", var prefix])
            _batches.Add(prefix);
        else if (_pending is ["login", var user])
            _users[user] = _users[user].LoggedIn(words[1]);
        else if (PendingUser() is { } changed)
            _users[changed] = AfterPending(changed);
        _pending = null;
    }

    /// <summary>The states a user may be in: one, or two if an operation on it was under way.</summary>
    public IReadOnlyList<UserState> Allowed(string user)
    {
        UserState now = _users.GetValueOrDefault(user, UserState.Missing);
        return PendingUser() == user ? [now, AfterPending(user)] : [now];
    }

    /// <summary>Takes over what was found after a kill.</summary>
    public void Settle(string user, UserState found)
    {
        if (found != UserState.Missing)
            _users[user] = found;
    }

    /// <summary>Takes over that the import under way was found.</summary>
    public void SettleImport()
    {
        if (PendingImport is { } prefix)
            _batches.Add(prefix);
    }

    /// <summary>Forgets the operation that was under way.</summary>
    public void ForgetPending() => _pending = null;

    private string? PendingUser() => _pending switch
    {
        ["register" or "login" or "reset", var user] => user,
        ["logout", var key] => _users.FirstOrDefault(user => user.Value.Keys.Contains(key)).Key,
        _ => null,
    };

    private UserState AfterPending(string user)
    {
        UserState now = _users.GetValueOrDefault(user, UserState.Missing);
        return _pending switch
        {
            ["register", _] => now.Registered(),
            ["login", _] => now.LoggedInUnreported(),
            ["reset", _] => now.Reset(),
            ["logout", var key] => now.LoggedOut(key),
            _ => now,
        };
    }
}
