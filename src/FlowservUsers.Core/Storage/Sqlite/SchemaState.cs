namespace FlowservUsers.Storage.Sqlite;

/// <summary>What the opening of a file is decided by.</summary>
/// <param name="Version">The version of its schema; 0 where there is none yet.</param>
/// <param name="IsEmpty">Whether it has no tables at all.</param>
internal sealed record SchemaState(int Version, bool IsEmpty);
