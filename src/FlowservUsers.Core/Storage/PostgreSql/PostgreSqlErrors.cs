using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>Translates the server's errors into this project's.</summary>
internal static class PostgreSqlErrors
{
    // Npgsql's own text, because it has no exception type for this.
    private const string NoSuitableHost = "No suitable host was found";

    /// <summary>The remedy for a missing right.</summary>
    public const string RoleHint = $"Use the owner of the schema '{PostgreSqlSchema.Name}', or a login that was granted the role flowserv_app, "
        + "or, for read-only access, flowserv_report: Initialize-FlowservDatabase -AsScript prints them.";

    /// <summary>Whether another transaction was in the way: this one was undone, and can be tried again.</summary>
    public static bool IsConflict(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable,
    };

    /// <summary>
    /// Whether another has just added the same row, table or schema: operations look before they add, so that the next
    /// attempt finds it.
    /// </summary>
    public static bool IsAddedElsewhere(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.DuplicateObject,
    };

    /// <summary>Whether the server is about to be ready, or will have room soon; or there are servers, but none yet of the kind that is wanted.</summary>
    public static bool IsNotReady(Exception exception) => exception switch
    {
        PostgresException server => server.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections,
        NpgsqlException { InnerException: null } => exception.Message.StartsWith(NoSuitableHost, StringComparison.Ordinal),
        NpgsqlException { InnerException: AggregateException hosts } => hosts.InnerExceptions.Any(IsNotReady),
        _ => false,
    };

    /// <summary>Whether a server refused a write because it only follows another, or was told to take none.</summary>
    public static bool IsReadOnly(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };

    /// <summary>Whether the certificate of the server was refused.</summary>
    public static bool IsUntrusted(Exception exception) => exception is NpgsqlException { InnerException: AuthenticationException };

    /// <summary>Whether the connection was lost or refused, so that a transaction that was not yet being committed was undone.</summary>
    public static bool IsLost(Exception exception) => exception switch
    {
        PostgresException server => server.SqlState.StartsWith("08", StringComparison.Ordinal)
            || server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or "57P05" or "25P03",
        NpgsqlException { InnerException: AggregateException hosts } => hosts.InnerExceptions.All(IsLost),
        NpgsqlException => exception.InnerException is IOException or SocketException,
        IOException or SocketException => true,
        _ => false,
    };

    /// <summary>Whether a commit that failed with this was certainly undone.</summary>
    public static bool IsUndone(Exception exception) => exception is PostgresException { InvariantSeverity: "ERROR" } server
        && server.SqlState is not PostgresErrorCodes.StatementCompletionUnknown && server.SqlState[..2] is not ("08" or "57");

    /// <summary>Whether the table or schema that was read does not exist.</summary>
    public static bool IsMissing(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName;

    /// <summary>The error to throw instead of one from Npgsql, or null if users cannot encounter it.</summary>
    public static Exception? Translate(Exception exception, string location, CancellationToken cancellation) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } when cancellation.IsCancellationRequested =>
            new OperationCanceledException("The operation was stopped.", exception, cancellation),
        PostgresException server => OfServer(server, location),
        NpgsqlException { InnerException: AuthenticationException tls } => Unavailable(
            $"No trusted TLS connection could be made: {tls.Message} Check that sslrootcert contains the certificate of the authority that signed the server's certificate.", location, exception),
        NpgsqlException { InnerException: AggregateException hosts } => Unavailable(
            $"None of the hosts can be used: {string.Join("; ", hosts.InnerExceptions.Select(host => (host.InnerException ?? host).Message.TrimEnd('.')).Distinct())}. Check the hosts and ports, and that the servers are running.",
            location, exception),
        NpgsqlException { InnerException: null } when exception.Message.StartsWith(NoSuitableHost, StringComparison.Ordinal) => Unavailable(
            "None of the hosts is of the requested kind (target_session_attrs). A standby may have to be promoted.", location, exception),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
            Unavailable("The server did not answer in time. Check that it is running and reachable.", location, exception),
        NpgsqlException { InnerException: { } cause } => Unavailable(
            $"The connection to the server failed: {cause.Message.TrimEnd('.')}. Check the host and port, and that the server is running.", location, exception),
        // .NET's own check of a host name.
        ArgumentException { ParamName: "hostName" or "hostNameOrAddress" } =>
            Unavailable("The host cannot be reached. Check the URL, or PGHOST.", location, exception),
        NpgsqlException => Unavailable($"The connection to the server failed: {exception.Message}", location, exception),
        // A value with the wrong type for its column, or that was never stored.
        InvalidCastException or FormatException or OverflowException or IndexOutOfRangeException => Unavailable(
            "The server returned an unexpected result. Check whether the tables were changed by hand, and what is between here and the server.", location, exception),
        _ => null,
    };

    private static Exception OfServer(PostgresException server, string location) => server.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Unavailable(
            $"The server refused the login: {server.MessageText}. Check the user and the password: PGUSER, PGPASSWORD, or the file ~/.pgpass.", location, server),
        PostgresErrorCodes.InvalidCatalogName => Unavailable(
            "The server does not have the database. Check its name, or let the server's administrator create it: createdb", location, server),
        PostgresErrorCodes.InsufficientPrivilege => Unavailable(
            $"The server denied access: {server.MessageText}. {RoleHint}", location, server),
        PostgresErrorCodes.ReadOnlySqlTransaction => new DatabaseReadOnlyException(location, server),
        PostgresErrorCodes.ForeignKeyViolation => Unavailable(
            "Something that the change refers to, such as a hashing key, was removed at the same moment. Nothing was stored. Try again.", location, server),
        PostgresErrorCodes.DiskFull => new DatabaseFullException(location, server),
        // The version said what the tables are.
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.DatatypeMismatch
            or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction => Unavailable(
            $"The tables in its schema '{PostgreSqlSchema.Name}' are not as this module created them: {server.MessageText}. Check who changed or dropped them.", location, server),
        // The server's own word for it.
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => new DatabaseCorruptException(location, server),
        _ => Unavailable($"The server reported: {server.MessageText} (SQLSTATE {server.SqlState}).", location, server),
    };

    private static DatabaseUnavailableException Unavailable(string what, string location, Exception exception) => new(location, what, exception);
}
