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

    private DatabaseCorruptException(string message, string location, Exception? innerException)
        : base("DatabaseCorrupt", message, location, innerException)
    {
    }

    /// <summary>Reports a backup that was to be restored.</summary>
    /// <param name="location">The path of the backup.</param>
    /// <param name="innerException">What the database said.</param>
    /// <returns>The error.</returns>
    public static DatabaseCorruptException OfBackup(string location, Exception? innerException = null) => new(
        $"The backup '{location}' is damaged, and nothing was changed. Restore an earlier one; Get-FlowservDatabase says what is wrong with this one.",
        location, innerException);
}
