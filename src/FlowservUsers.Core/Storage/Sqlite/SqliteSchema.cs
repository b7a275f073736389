using FlowservUsers.Passwords;
using FlowservUsers.Storage.Sql;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Brings a database to the newest schema version, by numbered scripts in one transaction.</summary>
/// <param name="scripts">The scripts; the first one makes version 1 of an empty database.</param>
internal sealed class SqliteSchema(IReadOnlyList<string> scripts)
{
    /// <summary>The schema of this version of the module.</summary>
    public static SqliteSchema Current { get; } = new([SchemaScripts.Read("sqlite-001.sql"), SchemaScripts.Read("sqlite-002.sql")]);

    /// <summary>The scripts, the oldest first.</summary>
    public IReadOnlyList<string> Scripts => scripts;

    /// <summary>The newest version that the scripts lead to.</summary>
    public int NewestVersion => scripts.Count;

    public static int ReadVersion(PreparedConnection connection) =>
        (int)connection.First("PRAGMA user_version", row => row.GetInt64(0));

    public static int ReadApplicationId(PreparedConnection connection) =>
        (int)connection.First("PRAGMA application_id", row => row.GetInt64(0));

    public static bool HasTable(PreparedConnection connection, string name) => connection.First(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = @name", row => row.GetInt64(0), ("@name", name)) > 0;

    public static bool IsEmpty(PreparedConnection connection) =>
        connection.First("SELECT count(*) FROM sqlite_master", row => row.GetInt64(0)) == 0;

    /// <summary>Runs the scripts that are missing; to be called in a write transaction.</summary>
    /// <param name="outside">The first key of a new database, if it is kept outside of it.</param>
    public SchemaState Migrate(PreparedConnection connection, HashingKey? outside)
    {
        int version = ReadVersion(connection);
        if (version == 0)
            connection.Execute($"PRAGMA application_id = {SqliteFile.ApplicationId}");
        for (int next = version + 1; next <= NewestVersion; next++)
        {
            RunScript(connection, scripts[next - 1]);
            if (next == 2)
                UseHashingKeys(connection, isNew: version == 0, outside);
            connection.Execute($"PRAGMA user_version = {next}");
        }
        return ReadState(connection);
    }

    /// <summary>Reads what the opening of a file is decided by; to be called in a transaction.</summary>
    public static SchemaState ReadState(PreparedConnection connection)
    {
        int version = ReadVersion(connection);
        return new SchemaState(version, version == 0 && IsEmpty(connection));
    }

    private static void UseHashingKeys(PreparedConnection connection, bool isNew, HashingKey? outside)
    {
        if (isNew)
            HashingKeyRows.AddFirst(connection, outside);
        else
            HashingKeyRows.TakeOver(connection);
        connection.Execute("DROP TABLE secret_keys");
    }

    // Not by a command of the provider, which can pass over the error of a statement that is not the first.
    private static void RunScript(PreparedConnection connection, string script)
    {
        sqlite3 handle = SqliteConnections.Handle(connection);
        SqliteErrors.ThrowIfFailed(raw.sqlite3_exec(handle, script), handle);
    }
}
