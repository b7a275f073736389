using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Storage;

/// <summary>Chooses the store for a location.</summary>
internal static class UserStores
{
    public static IUserStore Open(DatabaseLocation location, LocalUserServiceOptions options, CancellationToken cancellation)
    {
        RequireFile(location);
        return SqliteUserStore.Open(location.Text, options.CreateDatabase, options.LockWait, cancellation);
    }

    public static FlowservDatabase Describe(
        DatabaseLocation location, LocalUserServiceOptions options, Action<string>? progress, CancellationToken cancellation)
    {
        RequireFile(location);
        return SqliteReport.Create(location.Text, options, progress, cancellation);
    }

    private static void RequireFile(DatabaseLocation location)
    {
        if (location.IsServer)
            throw new DatabaseUnavailableException(DatabaseLocation.WithoutSecrets(location.Text), "This version opens SQLite files only. Give the path of a file.");
    }
}
