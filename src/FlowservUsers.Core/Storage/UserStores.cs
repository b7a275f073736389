using FlowservUsers.Passwords;
using FlowservUsers.Storage.PostgreSql;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Storage;

/// <summary>Chooses the store for a location.</summary>
internal static class UserStores
{
    public static IUserStore Open(
        DatabaseLocation location, LocalUserServiceOptions options, CancellationToken cancellation, HashingKey? outside = null)
    {
        // Each in its own method, so that a process loads only the libraries of the database system that it uses.
        return location.Server is { } server ? OpenServer(server, options, outside, cancellation) : OpenFile(location.Text, options, outside, cancellation);
    }

    private static SqliteUserStore OpenFile(string path, LocalUserServiceOptions options, HashingKey? outside, CancellationToken cancellation) =>
        SqliteUserStore.Open(path, options.CreateDatabase, options.LockWait, cancellation, outside: outside, clock: options.Clock);

    private static PostgreSqlUserStore OpenServer(PostgreSqlAddress server, LocalUserServiceOptions options, HashingKey? outside, CancellationToken cancellation) =>
        PostgreSqlUserStore.Open(server, options.CreateDatabase, options.LockWait, cancellation, outside);

    public static FlowservDatabase Describe(
        DatabaseLocation location, LocalUserServiceOptions options, Action<string>? progress, CancellationToken cancellation) =>
        location.Server is { } server
            ? DescribeServer(server, options, progress, cancellation)
            : SqliteReport.Create(location.Text, options, progress, cancellation);

    /// <summary>The statements that create the tables on a server.</summary>
    /// <exception cref="DatabaseUnavailableException">The location is a file, which needs none.</exception>
    public static string CreateScript(DatabaseLocation location) => location.Server is null
        ? throw new DatabaseUnavailableException(location.Text, "A script is only for servers; a file needs none. Give a postgresql:// URL, or omit -AsScript.")
        : PostgreSqlScript.Create();

    private static FlowservDatabase DescribeServer(
        PostgreSqlAddress server, LocalUserServiceOptions options, Action<string>? progress, CancellationToken cancellation) =>
        PostgreSqlUserStore.Describe(server, options, progress, cancellation);
}
