namespace FlowservUsers;

/// <summary>There is no space to write. Nothing was changed.</summary>
public sealed class DatabaseFullException : DatabaseException
{
    /// <summary>Creates the error.</summary>
    /// <param name="location">The path or the address of the database.</param>
    /// <param name="innerException">The error from the database.</param>
    public DatabaseFullException(string location, Exception? innerException = null)
        : base(
            "DatabaseFull",
            $"There is not enough disk space to write to the database '{location}'; nothing was changed. Free some disk space{Say(location, " on the server", "")} and try again.",
            location, innerException)
    {
    }
}
