using System.Data;
using System.Data.Common;
using FlowservUsers.Storage;
using FlowservUsers.Storage.PostgreSql;
using Npgsql;

namespace FlowservUsers.Importing;

/// <summary>Reads the users of a database of flowserv-core on a PostgreSQL server, in one snapshot that cannot write.</summary>
internal static class FlowservServer
{
    private const int Columns = 10;

    // System catalogs, with built-in column types: reading them runs no code of others.
    private const string CountColumns =
        """
        SELECT count(*) FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = CAST(@table AS oid)) AND relkind = 'r' AND NOT attisdropped AND attgenerated = ''
          AND ((relname = 'api_user' AND attname IN ('user_id', 'name', 'secret') AND atttypid IN (25, 1043))
            OR (relname = 'api_user' AND attname = 'active' AND atttypid = 16)
            OR (relname = 'api_key' AND attname IN ('user_id', 'value', 'expires') AND atttypid IN (25, 1043))
            OR (relname = 'password_request' AND attname IN ('user_id', 'request_id', 'expires') AND atttypid IN (25, 1043)))
        """;

    /// <summary>Reads every user, in the order in which the server has them.</summary>
    /// <exception cref="NotAFlowservDatabaseException">The database is not one of flowserv-core.</exception>
    /// <exception cref="DatabaseBusyException">The tables were locked for longer than the wait.</exception>
    /// <exception cref="DatabaseUnavailableException">The server cannot be reached, or does not let the user read the tables.</exception>
    public static List<SourceUser> Read(PostgreSqlAddress address, TimeSpan lockWait, CancellationToken cancellation)
    {
        PostgreSqlSettings settings = PostgreSqlSettings.Resolve(address, lockWait, Environment.GetEnvironmentVariable);
        string location = settings.Location;
        try
        {
            using var connections = new PostgreSqlConnections(settings, lockWait);
            using PostgreSqlConnection connection = connections.Take(cancellation);
            return Read(connection, location, cancellation);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new DatabaseBusyException(location, lockWait, exception);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseUnavailableException(
                location,
                $"The server denied access: {exception.MessageText}. The user needs USAGE on the schema, and SELECT on all rows of api_user, api_key and password_request.",
                exception);
        }
        catch (Exception exception) when (PostgreSqlErrors.Translate(exception, location, cancellation) is { } translated)
        {
            throw translated;
        }
    }

    private static List<SourceUser> Read(PostgreSqlConnection connection, string location, CancellationToken cancellation)
    {
        // Row security may run code of others, and omit rows.
        connection.Begin(IsolationLevel.RepeatableRead, "transaction_read_only = on", "row_security = off");
        if (PostgreSqlSchema.FindFlowservUsers(connection) is not { } table)
            throw NotOne(connection, location);

        connection.Execute("SET LOCAL search_path = pg_catalog");
        if (connection.First(CountColumns, row => row.GetInt64(0), ("@table", table)) != Columns)
            throw NotAFlowservDatabaseException.OfFlowserv(location, "Its tables have different columns.");
        // Quoted by the server where necessary.
        string schema = connection.First(
            "SELECT CAST(CAST(relnamespace AS regnamespace) AS text) FROM pg_class WHERE oid = CAST(@table AS oid)", row => row.GetString(0), ("@table", table))!;
        var source = new SourceRows(location);
        source.AddKeys(Rows("api_key", ReadSecret, Short("user_id"), Short("value"), Short("expires")));
        source.AddRequests(Rows("password_request", ReadSecret, Short("user_id"), Short("request_id"), Short("expires")));
        source.AddUsers(Rows(
            "api_user", ReadUser, Short("user_id"), Text("name", SourceRows.MaximumName), Text("secret", SourceRows.MaximumSecret), "active"));
        return source.Users;

        IEnumerable<T> Rows<T>(string table, Func<DbDataReader, T> read, params string[] columns) => SourceRows.Each(
            connection.Query($"SELECT {string.Join(", ", columns)} FROM ONLY {schema}.{table} ORDER BY ctid LIMIT {SourceRows.MaximumRows + 1}"), read, cancellation);
    }

    private static NotAFlowservDatabaseException NotOne(PostgreSqlConnection connection, string location) => NotAFlowservDatabaseException.OfFlowserv(
        location,
        connection.First($"SELECT pg_catalog.to_regclass('{PostgreSqlSchema.Name}.{PostgreSqlSchema.VersionTable}') IS NOT NULL", row => row.GetBoolean(0))
            ? "It is a FlowservUsers database, which needs no import. To use it, name it with -Database."
            : "The tables of flowserv's users do not exist or are not visible to the user. Give the URL in flowserv's FLOWSERV_DATABASE.");

    // The length comes first, without reading the text.
    private static string Text(string column, int maximum) => $"CASE WHEN octet_length({column}) <= {maximum} THEN {column} END";

    private static string Short(string column) => Text(column, SourceRows.MaximumShortText);

    private static (string?, string?, string?, bool?) ReadUser(DbDataReader row) => (
        ReadText(row, 0), ReadText(row, 1), ReadText(row, 2), row.IsDBNull(3) ? null : row.GetBoolean(3));

    private static (string?, string?, string?) ReadSecret(DbDataReader row) => (ReadText(row, 0), ReadText(row, 1), ReadText(row, 2));

    private static string? ReadText(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
