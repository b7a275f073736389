namespace FlowservUsers;

/// <summary>The database is damaged.</summary>
public sealed class DatabaseCorruptException : DatabaseException
{
    /// <summary>Reports the database.</summary>
    /// <param name="location">The path or the address of the database.</param>
    /// <param name="innerException">What the database said.</param>
    public DatabaseCorruptException(string location, Exception? innerException = null)
        : base(
            "DatabaseCorrupt",
            $"The database '{location}' is damaged. Restore it from a backup{Say(location, " of the server", "")}.",
            location, innerException)
    {
    }
}
