using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers.Keys;

/// <summary>Creates databases whose first hashing key is kept in a file and is never stored in the database.</summary>
internal static class NewDatabase
{
    /// <summary>Opens an existing database, or creates it with its key in a file.</summary>
    /// <exception cref="DestinationExistsException">The file exists and is not a key file.</exception>
    /// <exception cref="InvalidDestinationException">The file cannot be written; nothing was created.</exception>
    public static IUserStore OpenOrCreate(DatabaseLocation location, LocalUserServiceOptions options, string file, CancellationToken cancellation)
    {
        try
        {
            return UserStores.Open(location, options with { CreateDatabase = false }, cancellation);
        }
        catch (DatabaseNotFoundException)
        {
            return Create(location, options, file, cancellation);
        }
    }

    private static IUserStore Create(DatabaseLocation location, LocalUserServiceOptions options, string file, CancellationToken cancellation)
    {
        bool isNew = !File.Exists(file);
        HashingKey key = KeyFile.RequireKeys(file) is [var only] ? only : HashingKey.Create();
        KeyFile.Store(file, [key]);
        try
        {
            return UserStores.Open(location, options, cancellation, key);
        }
        catch when (isNew)
        {
            // Nobody knows the key, and a command that fails must leave nothing behind.
            File.Delete(file);
            throw;
        }
    }
}
