namespace FlowservUsers;

/// <summary>What a finding is about.</summary>
public enum DatabaseFindingCode
{
    /// <summary>Other users of the machine can read or write the file or a file beside it, or one of them owns it.</summary>
    FilePermissions,

    /// <summary>Other names (hard links) lead to the file: what is written under one is lost under another, and no other command uses it.</summary>
    HardLinks,

    /// <summary>Other users of the machine can write to the folder, and so replace the file.</summary>
    FolderPermissions,

    /// <summary>The file lies on a network file system, where locks may not work.</summary>
    NetworkFileSystem,

    /// <summary>This process can read the database, but not write to it.</summary>
    ReadOnly,

    /// <summary>
    /// Changes are not kept as they should be: a file without a write-ahead log, where readers and writers wait for one
    /// another, or a server that reports a change before it is on the disk.
    /// </summary>
    JournalMode,

    /// <summary>The engine has a known fault that can damage databases.</summary>
    EngineVersion,

    /// <summary>The database was made by a newer version of this module.</summary>
    SchemaVersion,

    /// <summary>Hashes that cost an attacker less than the least work factor that OWASP asks for.</summary>
    WeakHashes,

    /// <summary>Hashes of an older scheme or another work factor, which the next login of their users replaces.</summary>
    OutdatedHashes,

    /// <summary>Hashes that cannot be read: their users cannot log in before a password reset.</summary>
    UnreadableHashes,

    /// <summary>A hashing key that is kept outside the database was not found: no password can be checked or set from here.</summary>
    MissingHashingKey,

    /// <summary>Other users of the machine can read or write a key file, or it lies in the folder of the database.</summary>
    ExposedHashingKey,

    /// <summary>
    /// Hashes of other systems that are not encrypted in a database whose hashing key is kept outside: a guess can be checked
    /// against them. Move-FlowservHashingKey, once more, encrypts them.
    /// </summary>
    UnkeyedHashes,

    /// <summary>A hashing key is kept beside the newest, for hashes that were made with it.</summary>
    EarlierHashingKey,

    /// <summary>Expired sessions, reset requests or audit events that wait for Clear-FlowservExpiredItem.</summary>
    ExpiredItems,

    /// <summary>The connection to a server on another machine is not encrypted.</summary>
    UnencryptedConnection,

    /// <summary>The file is damaged.</summary>
    Damage,

    /// <summary>The server waits for a synchronous standby, and none is connected.</summary>
    SynchronousStandbyMissing,
}
