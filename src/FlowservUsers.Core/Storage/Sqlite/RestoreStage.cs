namespace FlowservUsers.Storage.Sqlite;

/// <summary>How far a restore is.</summary>
internal enum RestoreStage
{
    /// <summary>The backup was copied beside the database, and migrated.</summary>
    Copied,

    /// <summary>Nobody else can write to the database.</summary>
    Locked,

    /// <summary>What was there is kept.</summary>
    Kept,

    /// <summary>The backup is in place, and the restore has not been reported.</summary>
    Done,
}
