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

    // No value that is larger is loaded into memory, wherever it stands.
    private const int MaximumValue = 1_000_000;

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
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_ERROR or raw.SQLITE_TOOBIG)
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
        sqlite3 handle = SqliteConnections.Handle(connection);
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LENGTH, MaximumValue);
        using CancellationTokenRegistration stop = cancellation.Register(static state => raw.sqlite3_interrupt((sqlite3)state!), handle);
        // One transaction sees one state of the file.
        connection.Execute("BEGIN");
        RequireTables(connection, path);
        var source = new SourceRows(path);
        source.AddKeys(Rows("api_key", ReadSecret, Short("user_id"), Short("value"), Short("expires")));
        source.AddRequests(Rows("password_request", ReadSecret, Short("user_id"), Short("request_id"), Short("expires")));
        source.AddUsers(Rows(
            "api_user", ReadUser, Short("user_id"), Text("name", SourceRows.MaximumName), Text("secret", SourceRows.MaximumSecret),
            "CASE typeof(active) WHEN 'integer' THEN active END"));
        return source.Users;

        IEnumerable<T> Rows<T>(string table, Func<DbDataReader, T> read, params string[] columns) => SourceRows.Each(
            connection.Query($"SELECT {string.Join(", ", columns)} FROM {table} NOT INDEXED ORDER BY rowid LIMIT {SourceRows.MaximumRows + 1}"), read, cancellation);
    }

    // As SQLite understands them, whatever is written in its catalog: a view or a generated column could compute anything for each row.
    private static void RequireTables(PreparedConnection connection, string path)
    {
        if (!Array.TrueForAll(Tables, table => Count("pragma_table_list(@table) WHERE schema = 'main' AND type = 'table'", table) == 1))
            throw NotAFlowservDatabaseException.OfFlowserv(path, "It does not contain the tables of flowserv's users. Give the file in which flowserv stores them.");
        if (!Array.TrueForAll(Tables, table => Count("pragma_table_xinfo(@table) WHERE hidden <> 0", table) == 0))
            throw NotAFlowservDatabaseException.OfFlowserv(path, "Its tables have generated columns, which flowserv's own don't have.");

        long Count(string rows, string table) => connection.First($"SELECT count(*) FROM {rows}", row => row.GetInt64(0), ("@table", table));
    }

    private static NotAFlowservDatabaseException OurOwn(string path) => NotAFlowservDatabaseException.OfFlowserv(
        path, "It is a FlowservUsers database, which needs no import. To use it, name it with -Database.");

    private static (string?, string?, string?, bool?) ReadUser(DbDataReader row) => (
        ReadText(row, 0), ReadText(row, 1), ReadText(row, 2), row.IsDBNull(3) ? null : row.GetInt64(3) != 0);

    private static (string?, string?, string?) ReadSecret(DbDataReader row) => (ReadText(row, 0), ReadText(row, 1), ReadText(row, 2));

    private static string Short(string column) => Text(column, SourceRows.MaximumShortText);

    // Text is read as bytes: the driver would end it at a NUL, and show another name than the stored one. The length comes first,
    // without reading the text.
    private static string Text(string column, int maximum) =>
        $"CASE WHEN typeof({column}) = 'text' AND octet_length({column}) <= {maximum} THEN CAST({column} AS BLOB) END";

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
