namespace FlowservUsers;

/// <summary>The database cannot be written to.</summary>
public sealed class DatabaseReadOnlyException : DatabaseException
{
    /// <summary>Creates the error.</summary>
    /// <param name="location">The path or the address of the database.</param>
    /// <param name="innerException">The error from the database.</param>
    public DatabaseReadOnlyException(string location, Exception? innerException = null)
        : base(
            "DatabaseReadOnly",
            $"The database '{location}' cannot be written to. " + Say(
                location,
                "The server is a standby, or was configured to accept no writes (default_transaction_read_only). Use the primary.",
                "Check the permissions of the file and of its folder."),
            location, innerException)
    {
    }
}
