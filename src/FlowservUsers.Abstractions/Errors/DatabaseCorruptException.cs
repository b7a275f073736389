namespace FlowservUsers;

/// <summary>The database is damaged.</summary>
public sealed class DatabaseCorruptException : DatabaseException
{
    /// <summary>Creates the error.</summary>
    /// <param name="location">The path or the address of the database.</param>
    /// <param name="innerException">The error from the database.</param>
    public DatabaseCorruptException(string location, Exception? innerException = null)
        : base(
            "DatabaseCorrupt",
            $"The database '{location}' is damaged. Restore it from a backup{Say(location, " of the server", "")}.",
            location, innerException)
    {
    }
}
