namespace FlowservUsers;

/// <summary>A description of a database for administrators. A value that could not be read, or does not exist, is null.</summary>
public sealed record FlowservDatabase
{
    /// <summary>The path or the address, without a password.</summary>
    public string Location { get; internal init; } = "";

    /// <summary>Why this database was chosen, such as "parameter -Database"; null if it was not chosen by a cmdlet.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The database software, such as SQLite.</summary>
    public string Engine { get; internal init; } = "";

    /// <summary>The version of the database software.</summary>
    public string EngineVersion { get; internal init; } = "";

    /// <summary>The version of the tables.</summary>
    public int? SchemaVersion { get; internal init; }

    /// <summary>How changes are made durable: "wal" if the file system allows a write-ahead log.</summary>
    public string? JournalMode { get; internal init; }

    /// <summary>Whether the server is a standby and accepts no writes; null for a file.</summary>
    public bool? Standby { get; init; }

    /// <summary>Whether the connection to the server is encrypted; null for a file.</summary>
    public bool? Encrypted { get; init; }

    /// <summary>Whether a connection pooler is in front of the server; null for a file.</summary>
    public bool? Pooled { get; init; }

    /// <summary>The size in bytes, including the files beside the database.</summary>
    public long? Size { get; internal init; }

    /// <summary>The number of users, whatever their status.</summary>
    public long? Users { get; internal init; }

    /// <summary>The number of active users.</summary>
    public long? ActiveUsers { get; internal init; }

    /// <summary>The number of users who are waiting for activation.</summary>
    public long? PendingUsers { get; internal init; }

    /// <summary>The number of disabled users.</summary>
    public long? DisabledUsers { get; internal init; }

    /// <summary>The number of users whose logins are refused now, after too many failures.</summary>
    public long? LockedUsers { get; internal init; }

    /// <summary>The number of sessions stored, including expired ones.</summary>
    public long? Sessions { get; internal init; }

    /// <summary>The number of password reset requests of users stored, including expired ones.</summary>
    public long? PasswordResetRequests { get; internal init; }

    /// <summary>The number of reset requests for unknown names stored: at most 10,000, the oldest is removed first.</summary>
    public long? UnknownNameRequests { get; internal init; }

    /// <summary>The number of unknown names with a counter of failed logins: at most 10,000, the oldest is removed first.</summary>
    public long? UnknownNameCounters { get; internal init; }

    /// <summary>The number of audit events stored.</summary>
    public long? AuditEvents { get; internal init; }

    /// <summary>When the oldest audit event happened (UTC), or null if there is none.</summary>
    public DateTimeOffset? OldestAuditEvent { get; internal init; }

    /// <summary>The keys that passwords are hashed with, newest first: where each is kept, and how many users need it.</summary>
    public IReadOnlyList<FlowservHashingKey> HashingKeys { get; internal init; } = [];

    /// <summary>The findings, most severe first.</summary>
    public IReadOnlyList<FlowservDatabaseFinding> Findings { get; internal init; } = [];

    /// <summary>The location.</summary>
    /// <returns><see cref="Location"/>.</returns>
    public override string ToString() => Location;
}
