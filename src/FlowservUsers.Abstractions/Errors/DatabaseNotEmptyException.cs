namespace FlowservUsers;

/// <summary>The destination database already contains users, settings or events. It was not changed.</summary>
public sealed class DatabaseNotEmptyException : DatabaseException
{
    /// <summary>Creates the error.</summary>
    /// <param name="location">The path or the address of the database, without a password.</param>
    public DatabaseNotEmptyException(string location)
        : base("DatabaseNotEmpty", $"The database '{location}' is not empty; nothing was changed. Copy to a new file, or to a new database on the server.", location)
    {
    }
}
