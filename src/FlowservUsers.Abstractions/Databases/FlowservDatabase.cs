namespace FlowservUsers;

/// <summary>A database as an administrator sees it. What could not be read, or does not exist there, is null.</summary>
public sealed record FlowservDatabase
{
    /// <summary>The path or the address, without a password.</summary>
    public required string Location { get; init; }

    /// <summary>Why this database was chosen, such as "parameter -Database"; null where nobody chose.</summary>
    public string? Reason { get; init; }

    /// <summary>The database engine, such as SQLite.</summary>
    public required string Engine { get; init; }

    /// <summary>The version of the engine.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>The version of the tables.</summary>
    public int? SchemaVersion { get; init; }

    /// <summary>How changes are made safe: "wal" where the file system allows a write-ahead log.</summary>
    public string? JournalMode { get; init; }

    /// <summary>The size in bytes, with the files beside the database.</summary>
    public long? Size { get; init; }

    /// <summary>How many users there are, whatever their status.</summary>
    public long? Users { get; init; }

    /// <summary>How many users are active.</summary>
    public long? ActiveUsers { get; init; }

    /// <summary>How many users wait for their activation.</summary>
    public long? PendingUsers { get; init; }

    /// <summary>How many users are disabled.</summary>
    public long? DisabledUsers { get; init; }

    /// <summary>How many users are refused at login now, after too many failures.</summary>
    public long? LockedUsers { get; init; }

    /// <summary>How many sessions are stored, those that have expired among them.</summary>
    public long? Sessions { get; init; }

    /// <summary>How many password reset requests are stored, those that have expired among them.</summary>
    public long? PasswordResetRequests { get; init; }

    /// <summary>How many audit events are kept.</summary>
    public long? AuditEvents { get; init; }

    /// <summary>When the oldest audit event happened (UTC), or null if there is none.</summary>
    public DateTimeOffset? OldestAuditEvent { get; init; }

    /// <summary>What an administrator should know, the gravest first.</summary>
    public IReadOnlyList<FlowservDatabaseFinding> Findings { get; init; } = [];

    /// <summary>The location.</summary>
    /// <returns><see cref="Location"/>.</returns>
    public override string ToString() => Location;
}
