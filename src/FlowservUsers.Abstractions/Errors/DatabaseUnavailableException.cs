namespace FlowservUsers;

/// <summary>The database cannot be opened or reached.</summary>
public sealed class DatabaseUnavailableException : DatabaseException
{
    /// <summary>Creates the error.</summary>
    /// <param name="location">The path or the address of the database, without a password.</param>
    /// <param name="what">What was tried, what happened and what to do, as a sentence.</param>
    /// <param name="innerException">The underlying error.</param>
    public DatabaseUnavailableException(string location, string what, Exception? innerException = null)
        : base("DatabaseUnavailable", $"The database '{location}' cannot be used. {what}", location, innerException)
    {
    }
}
