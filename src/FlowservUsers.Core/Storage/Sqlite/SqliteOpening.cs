using Microsoft.Data.Sqlite;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Opens files with SQLite: the only place that does.</summary>
internal static class SqliteOpening
{
    /// <summary>Opens a file that exists.</summary>
    /// <param name="source">Its full path, or a URL of SQLite's.</param>
    /// <param name="mode">Whether it is only read.</param>
    public static SqliteConnection Open(string source, SqliteOpenMode mode)
    {
        SqliteLocks.Install();
        if (OperatingSystem.IsWindows())
            WindowsSideFiles.Install();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            // The least there is; waiting for locks is done by LockWait.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
