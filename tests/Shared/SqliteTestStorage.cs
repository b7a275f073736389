using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Tests;

/// <summary>Where the databases of tests lie: here each in a file. The project for PostgreSQL puts a server in its place.</summary>
internal static class TestStorage
{
    /// <summary>The name of the database system.</summary>
    public const string Engine = "SQLite";

    /// <summary>Begins a transaction that keeps others from writing, but not from reading.</summary>
    public const string BeginWriting = "BEGIN IMMEDIATE";

    /// <summary>An expression for 32 random bytes.</summary>
    public const string RandomBytes = "randomblob(32)";

    /// <summary>Lists the tables.</summary>
    public const string Tables = "SELECT name FROM sqlite_master WHERE type = 'table'";

    /// <summary>A place for a database that does not exist yet.</summary>
    /// <param name="folder">The folder of the test.</param>
    public static string NewLocation(string folder) => Path.Combine(folder, "users.db");

    /// <summary>A place for a database that may exist already, which none does here.</summary>
    /// <param name="folder">The folder of the test.</param>
    public static string NewDatabase(string folder) => NewLocation(folder);

    /// <summary>A connection that knows nothing of the service.</summary>
    public static DbConnection Connect(string location)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = location, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Makes a step fail, such as "INSERT ON users", always or under a condition on NEW.</summary>
    public static void Refuse(string location, string step, string? condition = null) => Execute(
        location, $"CREATE TRIGGER \"{step}\" BEFORE {step} {(condition is null ? "" : $"WHEN {condition}")} BEGIN SELECT RAISE(ABORT, 'not today'); END");

    /// <summary>Makes the step work again.</summary>
    public static void Allow(string location, string step) => Execute(location, $"DROP TRIGGER \"{step}\"");

    /// <summary>Waits until somebody waits for a lock.</summary>
    /// <param name="location">The database.</param>
    /// <param name="refused">Set when an attempt is refused: on this engine, who waits tries again and again.</param>
    /// <param name="ended">Set when nobody can wait any more.</param>
    public static void AwaitRefusal(string location, ManualResetEventSlim refused, WaitHandle ended)
    {
        _ = location;
        WaitHandle.WaitAny([refused.WaitHandle, ended]);
    }

    /// <summary>Takes a place back; the folder of the test is removed anyway.</summary>
    public static void Free(string location)
    {
    }

    private static void Execute(string location, string sql)
    {
        using DbConnection connection = Connect(location);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
