using System.Data.Common;
using System.Text;
using FlowservUsers.Storage;
using FlowservUsers.Storage.Sql;
using FlowservUsers.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Importing;

/// <summary>Reads the users of a database of flowserv-core in one snapshot, without leaving a trace.</summary>
internal static class FlowservSource
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] Tables = ["api_user", "api_key", "password_request"];

    // Text is read as bytes: the driver would end it at a NUL, and show another name than the stored one.
    private static readonly string SelectUsers =
        $"""
        SELECT {Text("u.user_id")}, {Text("u.name")}, {Text("u.secret")}, CASE typeof(u.active) WHEN 'integer' THEN u.active END,
               {Text("k.value")}, {Text("k.expires")}, {Text("r.request_id")}, {Text("r.expires")}
        FROM api_user AS u
        LEFT JOIN api_key AS k ON k.user_id = u.user_id
        LEFT JOIN password_request AS r ON r.user_id = u.user_id
        ORDER BY u.rowid
        """;

    /// <summary>Reads every user, in the order in which they were registered.</summary>
    /// <exception cref="DatabaseNotFoundException">The file does not exist, or is empty.</exception>
    /// <exception cref="NotAFlowservDatabaseException">The file is not a database of flowserv-core.</exception>
    /// <exception cref="DatabaseBusyException">Another writer locked the file for longer than the wait.</exception>
    public static List<SourceUser> Read(string path, TimeSpan lockWait, CancellationToken cancellation)
    {
        RequireForeignFile(path);
        var wait = new LockWait(lockWait);
        try
        {
            while (true)
            {
                SourceFile before = SourceFile.Inspect(path);
                List<SourceUser> users = wait.Run(path, () => Read(path, before.IsAlone, cancellation), SqliteErrors.IsBusy, cancellation);
                // A file that was read without locks must not have been written to meanwhile.
                if (!before.IsAlone || SourceFile.Inspect(path) == before)
                    return users;
            }
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_READONLY)
        {
            throw SourceFile.NeedsRecovery(path, exception);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_ERROR)
        {
            throw NotAFlowservDatabaseException.OfFlowserv(path, "Its tables have different columns.", exception);
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, path, cancellation) is { } translated)
        {
            throw translated;
        }
    }

    private static void RequireForeignFile(string path)
    {
        SqliteFile.Content content;
        try
        {
            content = SqliteFile.Inspect(path);
        }
        catch (NotAFlowservDatabaseException exception)
        {
            throw NotAFlowservDatabaseException.OfFlowserv(path, "It is not an SQLite file.", exception);
        }
        if (content == SqliteFile.Content.Nothing)
            throw DatabaseNotFoundException.OfFlowserv(path);
        if (content == SqliteFile.Content.Marked)
            throw OurOwn(path);
    }

    private static List<SourceUser> Read(string path, bool isAlone, CancellationToken cancellation)
    {
        using PreparedConnection connection = isAlone ? SqliteReading.OpenImmutable(path) : SqliteReading.OpenShared(path);
        if (SqliteSchema.ReadApplicationId(connection) == SqliteFile.ApplicationId)
            throw OurOwn(path);
        if (!Array.TrueForAll(Tables, table => SqliteSchema.HasTable(connection, table)))
            throw NotAFlowservDatabaseException.OfFlowserv(path, "It does not contain the tables of flowserv's users. Give the file in which flowserv stores them.");

        // One statement sees one state of the file.
        return connection.All(
            SelectUsers,
            row =>
            {
                cancellation.ThrowIfCancellationRequested();
                return ReadUser(row);
            });
    }

    private static NotAFlowservDatabaseException OurOwn(string path) => NotAFlowservDatabaseException.OfFlowserv(
        path, "It is a FlowservUsers database, which needs no import. To use it, name it with -Database.");

    private static SourceUser ReadUser(DbDataReader row) => new(
        ReadText(row, 0), ReadText(row, 1), ReadText(row, 2), row.IsDBNull(3) ? null : row.GetInt64(3) != 0,
        ReadText(row, 4), ReadText(row, 5), ReadText(row, 6), ReadText(row, 7));

    private static string Text(string column) => $"CASE typeof({column}) WHEN 'text' THEN CAST({column} AS BLOB) END";

    private static string? ReadText(DbDataReader row, int ordinal)
    {
        if (row.IsDBNull(ordinal))
            return null;
        try
        {
            return StrictUtf8.GetString(row.GetFieldValue<byte[]>(ordinal));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
