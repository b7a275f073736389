using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Storage;

/// <summary>Chooses the store for a location.</summary>
internal static class UserStores
{
    public static IUserStore Open(DatabaseLocation location, LocalUserServiceOptions options, CancellationToken cancellation)
    {
        if (location.IsServer)
            throw new DatabaseUnavailableException(location.Text.Split('@')[^1], "This version opens SQLite files only. Give the path of a file.");
        return SqliteUserStore.Open(location.Text, options.CreateDatabase, options.LockWait, cancellation);
    }
}
