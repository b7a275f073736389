namespace FlowservUsers;

/// <summary>A database as an administrator sees it. What could not be read, or does not exist there, is null.</summary>
public sealed record FlowservDatabase
{
    /// <summary>The path or the address, without a password.</summary>
    public string Location { get; internal init; } = "";

    /// <summary>Why this database was chosen, such as "parameter -Database"; null where nobody chose.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The database engine, such as SQLite.</summary>
    public string Engine { get; internal init; } = "";

    /// <summary>The version of the engine.</summary>
    public string EngineVersion { get; internal init; } = "";

    /// <summary>The version of the tables.</summary>
    public int? SchemaVersion { get; internal init; }

    /// <summary>How changes are made safe: "wal" where the file system allows a write-ahead log.</summary>
    public string? JournalMode { get; internal init; }

    /// <summary>Whether the server follows another and takes no writes; null of a file.</summary>
    public bool? Standby { get; init; }

    /// <summary>Whether the connection to the server is encrypted; null of a file.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>Whether a connection pooler stands before the server; null of a file.</summary>
    public bool? Pooled { get; init; }

    /// <summary>The size in bytes, with the files beside the database.</summary>
    public long? Size { get; internal init; }

    /// <summary>How many users there are, whatever their status.</summary>
    public long? Users { get; internal init; }

    /// <summary>How many users are active.</summary>
    public long? ActiveUsers { get; internal init; }

    /// <summary>How many users wait for their activation.</summary>
    public long? PendingUsers { get; internal init; }

    /// <summary>How many users are disabled.</summary>
    public long? DisabledUsers { get; internal init; }

    /// <summary>How many users are refused at login now, after too many failures.</summary>
    public long? LockedUsers { get; internal init; }

    /// <summary>How many sessions are stored, those that have expired among them.</summary>
    public long? Sessions { get; internal init; }

    /// <summary>How many password reset requests are stored, those that have expired among them.</summary>
    public long? PasswordResetRequests { get; internal init; }

    /// <summary>How many audit events are kept.</summary>
    public long? AuditEvents { get; internal init; }

    /// <summary>When the oldest audit event happened (UTC), or null if there is none.</summary>
    public DateTimeOffset? OldestAuditEvent { get; internal init; }

    /// <summary>The keys that passwords are hashed with, the newest first: where each is kept, and how many users need it.</summary>
    public IReadOnlyList<FlowservHashingKey> HashingKeys { get; internal init; } = [];

    /// <summary>What an administrator should know, the gravest first.</summary>
    public IReadOnlyList<FlowservDatabaseFinding> Findings { get; internal init; } = [];

    /// <summary>The location.</summary>
    /// <returns><see cref="Location"/>.</returns>
    public override string ToString() => Location;
}
