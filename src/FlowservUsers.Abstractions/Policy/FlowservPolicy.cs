namespace FlowservUsers;

/// <summary>The rules that every process using a database obeys. They are kept in the database.</summary>
public sealed record FlowservPolicy
{
    /// <summary>
    /// The fewest code points a new password may have: 1 to 64. The default is 8, the least that NIST SP 800-63B-4
    /// section 3.1.1.2 allows beside other factors.
    /// </summary>
    public int MinimumPasswordLength { get; init; } = 8;

    /// <summary>Whether passwords on the shipped list of common ones are refused.</summary>
    public bool BlockCommonPasswords { get; init; } = true;

    /// <summary>
    /// The bcrypt work factor (the binary logarithm of its rounds): 4 to 15. The default is 12; the OWASP Password
    /// Storage cheat sheet asks for at least 10.
    /// </summary>
    public int WorkFactor { get; init; } = 12;

    /// <summary>How long a session lasts: 1 second to 365 days. The default is 24 hours.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>After how long without use a session ends, or null if it does not: 2 minutes to 365 days.</summary>
    public TimeSpan? SessionIdleTimeout { get; init; }

    /// <summary>How many sessions a user can have; one more ends the least recently used. 1 to 10,000.</summary>
    public int MaximumSessionsPerUser { get; init; } = 100;

    /// <summary>How long a password reset request can be used: 1 second to 7 days. The default is 30 minutes.</summary>
    public TimeSpan PasswordResetLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// From which failed login in a row on a delay is imposed: 1 second, doubled by each further failure. 1 to 99; the
    /// default is 5. At 100 failures the user is locked until unlocked or reset (NIST SP 800-63B-4 section 3.2.2).
    /// </summary>
    public int LockoutThreshold { get; init; } = 5;

    /// <summary>The longest delay after a failed login: 1 second to 1 day. The default is 15 minutes.</summary>
    public TimeSpan LockoutMaximumDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long audit events are kept: 1 to 3,650 days. The default is 400 days.</summary>
    public TimeSpan AuditRetention { get; init; } = TimeSpan.FromDays(400);
}
