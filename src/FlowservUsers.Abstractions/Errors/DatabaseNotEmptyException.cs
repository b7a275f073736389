namespace FlowservUsers;

/// <summary>The database that was to be filled has users, settings or events already. It was left as it is.</summary>
public sealed class DatabaseNotEmptyException : DatabaseException
{
    /// <summary>Reports the database.</summary>
    /// <param name="location">The path or the address of the database, without a password.</param>
    public DatabaseNotEmptyException(string location)
        : base("DatabaseNotEmpty", $"The database '{location}' is not empty; it was left as it is. Copy to a new file, or to a new database of the server.", location)
    {
    }
}
