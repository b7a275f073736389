namespace FlowservUsers;

/// <summary>The database cannot be written to.</summary>
public sealed class DatabaseReadOnlyException : DatabaseException
{
    /// <summary>Reports the database.</summary>
    /// <param name="location">The path or the address of the database.</param>
    /// <param name="innerException">What the database said.</param>
    public DatabaseReadOnlyException(string location, Exception? innerException = null)
        : base(
            "DatabaseReadOnly",
            $"The database '{location}' cannot be written to. " + Say(
                location,
                "Its server is a standby that follows another, or was told to take no writes (default_transaction_read_only). Use the primary.",
                "Check the permissions of the file and of its folder."),
            location, innerException)
    {
    }
}
