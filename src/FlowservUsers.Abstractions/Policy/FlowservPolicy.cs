namespace FlowservUsers;

/// <summary>The rules that apply to every process that uses a database. They are stored in the database.</summary>
public sealed record FlowservPolicy
{
    /// <summary>
    /// The minimum length of a new password in code points: 1 to 64. The default is 8, the minimum that NIST SP 800-63B-4
    /// section 3.1.1.2 allows if other factors are used.
    /// </summary>
    public int MinimumPasswordLength { get; init; } = 8;

    /// <summary>Whether passwords on the built-in list of common passwords are refused.</summary>
    public bool BlockCommonPasswords { get; init; } = true;

    /// <summary>
    /// The bcrypt work factor (the binary logarithm of its rounds): 4 to 15. The default is 12; the OWASP Password
    /// Storage Cheat Sheet requires at least 10.
    /// </summary>
    public int WorkFactor { get; init; } = 12;

    /// <summary>The lifetime of a session: 1 second to 365 days. The default is 24 hours.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The idle time after which a session ends, or null for never: 2 minutes to 365 days.</summary>
    public TimeSpan? SessionIdleTimeout { get; init; }

    /// <summary>The maximum number of sessions per user, 1 to 10,000; opening one more ends the least recently used.</summary>
    public int MaximumSessionsPerUser { get; init; } = 100;

    /// <summary>The lifetime of a password reset request: 1 second to 7 days. The default is 30 minutes.</summary>
    public TimeSpan PasswordResetLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The number of consecutive failed logins from which a delay applies: 1 second, doubled by each further failure. 1 to 99; the
    /// default is 5. At 100 failures the user is locked until unlocked or reset (NIST SP 800-63B-4 section 3.2.2).
    /// </summary>
    public int LockoutThreshold { get; init; } = 5;

    /// <summary>The maximum delay after a failed login: 1 second to 1 day. The default is 15 minutes.</summary>
    public TimeSpan LockoutMaximumDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long audit events are kept: 1 to 3,650 days. The default is 400 days.</summary>
    public TimeSpan AuditRetention { get; init; } = TimeSpan.FromDays(400);
}
