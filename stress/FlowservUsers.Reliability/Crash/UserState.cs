namespace FlowservUsers.Reliability.Crash;

/// <summary>What is known of a user: how often the password was reset, and which keys are valid.</summary>
/// <param name="Generation">The number of resets, or -1 for a user who is not registered.</param>
/// <param name="Keys">The keys that were reported.</param>
/// <param name="UnreportedSessions">Sessions that were opened just before a kill, whose keys nobody knows.</param>
internal sealed record UserState(int Generation, IReadOnlySet<string> Keys, int UnreportedSessions)
{
    public static UserState Missing { get; } = new(-1, new HashSet<string>(), 0);

    public int Sessions => Keys.Count + UnreportedSessions;

    public UserState Registered() => this with { Generation = 0 };

    public UserState LoggedIn(string key) => this with { Keys = Keys.Append(key).ToHashSet() };

    public UserState LoggedInUnreported() => this with { UnreportedSessions = UnreportedSessions + 1 };

    public UserState LoggedOut(string key) => this with { Keys = Keys.Where(other => other != key).ToHashSet() };

    public UserState Reset() => new(Generation + 1, new HashSet<string>(), 0);
}
