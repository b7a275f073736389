using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Opens files in order to look at them only.</summary>
internal static class SqliteReading
{
    /// <summary>Opens a file of this module, even in a read-only folder, and even if it is damaged.</summary>
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
            // Later reads report what cannot be read.
        }
        return connection;
    }

    /// <summary>
    /// Opens a file of whatever program as if nobody could change it: without locks, without side files, without looking
    /// into a log.
    /// </summary>
    public static PreparedConnection OpenImmutable(string path)
    {
        string[] segments = path.Replace(Path.DirectorySeparatorChar, '/').TrimStart('/').Split('/');
        return Open($"file:///{string.Join('/', segments.Select(Uri.EscapeDataString))}?immutable=1", SqliteOpenMode.ReadOnly);
    }

    /// <summary>Opens a file of whatever program, which another process may be writing to. It is not written to.</summary>
    public static PreparedConnection OpenShared(string path) => Open(path, SqliteOpenMode.ReadOnly);

    private static PreparedConnection OpenReadOnly(string path)
    {
        // Without a log beside it the file is all there is.
        bool hasLog = File.Exists(path + "-wal") || File.Exists(path + "-journal");
        return hasLog ? OpenShared(path) : OpenImmutable(path);
    }

    private static PreparedConnection Open(string source, SqliteOpenMode mode) => new(SqliteOpening.Open(source, mode));
}
