namespace FlowservUsers;

/// <summary>What a finding is about.</summary>
public enum DatabaseFindingCode
{
    /// <summary>Other users of the machine can read or write the file or a file beside it, or one of them owns it.</summary>
    FilePermissions,

    /// <summary>The file has other names (hard links): changes made under one are lost under another, and no other command uses the file.</summary>
    HardLinks,

    /// <summary>Other users of the machine can write to the folder, and so replace the file.</summary>
    FolderPermissions,

    /// <summary>The file is on a network file system, where locks may not work.</summary>
    NetworkFileSystem,

    /// <summary>This process can read the database, but not write to it.</summary>
    ReadOnly,

    /// <summary>
    /// Changes are not as durable or concurrent as they should be: a file without a write-ahead log, where readers and writers wait
    /// for each other, or a server that reports a change before it is on disk.
    /// </summary>
    JournalMode,

    /// <summary>This version of the database software has a known fault that can damage databases.</summary>
    EngineVersion,

    /// <summary>The database was created by a newer version of this module.</summary>
    SchemaVersion,

    /// <summary>Hashes that cost an attacker less than the minimum work factor that OWASP requires.</summary>
    WeakHashes,

    /// <summary>Hashes with an older scheme or another work factor, which their users' next login replaces.</summary>
    OutdatedHashes,

    /// <summary>Hashes that cannot be read: their users cannot log in before a password reset.</summary>
    UnreadableHashes,

    /// <summary>A hashing key that is kept outside the database was not found: passwords cannot be checked or set from here.</summary>
    MissingHashingKey,

    /// <summary>Other users of the machine can read or write a key file, or the file is in the folder of the database.</summary>
    ExposedHashingKey,

    /// <summary>
    /// Hashes from other systems that are not encrypted in a database whose hashing key is kept outside: guesses can be checked
    /// against them. Run Move-FlowservHashingKey again to encrypt them.
    /// </summary>
    UnkeyedHashes,

    /// <summary>A hashing key is kept in addition to the newest, for hashes that were made with it.</summary>
    EarlierHashingKey,

    /// <summary>Expired sessions, reset requests or audit events that Clear-FlowservExpiredItem would remove.</summary>
    ExpiredItems,

    /// <summary>The connection to a server on another machine is not encrypted.</summary>
    UnencryptedConnection,

    /// <summary>The file is damaged.</summary>
    Damage,

    /// <summary>The server waits for a synchronous standby, and none is connected.</summary>
    SynchronousStandbyMissing,
}
