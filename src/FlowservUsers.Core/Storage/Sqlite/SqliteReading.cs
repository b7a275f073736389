using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Opens files in order to look at them only.</summary>
internal static class SqliteReading
{
    /// <summary>Opens a file of this module, also in a folder that cannot be written to. A damaged file is opened as well.</summary>
    public static PreparedConnection Open(string path)
    {
        // A connection that may write takes its side files away when it closes; query_only keeps it from changing the rest.
        PreparedConnection connection = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            connection.Execute("PRAGMA query_only = ON");
            connection.Execute("PRAGMA trusted_schema = OFF");
            connection.First("SELECT count(*) FROM sqlite_master", row => row.GetInt64(0));
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY)
        {
            connection.Dispose();
            return OpenReadOnly(path);
        }
        catch (SqliteException)
        {
            // Whoever reads will be told what cannot be read.
        }
        return connection;
    }

    /// <summary>Opens a file of whatever program. It is not written to.</summary>
    public static PreparedConnection OpenReadOnly(string path)
    {
        // Without a log beside it the file is all there is.
        bool hasLog = File.Exists(path + "-wal") || File.Exists(path + "-journal");
        return OpenReadOnly(path, isImmutable: !hasLog);
    }

    /// <summary>Opens a file of whatever program. It is not written to.</summary>
    /// <param name="isImmutable">
    /// True to read the file as if it were all there is and nobody wrote to it: without locks, and without side files.
    /// </param>
    public static PreparedConnection OpenReadOnly(string path, bool isImmutable) => Open(
        isImmutable ? new UriBuilder("file", "") { Path = path, Query = "immutable=1" }.Uri.AbsoluteUri : path,
        SqliteOpenMode.ReadOnly);

    private static PreparedConnection Open(string source, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        connection.Open();
        return new PreparedConnection(connection);
    }
}
