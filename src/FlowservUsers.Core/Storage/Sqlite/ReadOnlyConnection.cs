using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Opens an SQLite file of another program to look into it.</summary>
internal static class ReadOnlyConnection
{
    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="isImmutable">
    /// True to read the file as if it were all there is and nobody wrote to it: without locks, and without side files.
    /// </param>
    public static PreparedConnection Open(string path, bool isImmutable)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = isImmutable ? new UriBuilder("file", "") { Path = path, Query = "immutable=1" }.Uri.AbsoluteUri : path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            return new PreparedConnection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
