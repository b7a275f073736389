namespace FlowservUsers;

/// <summary>There is no room to write. Nothing was changed.</summary>
public sealed class DatabaseFullException : DatabaseException
{
    /// <summary>Reports the database.</summary>
    /// <param name="location">The path or the address of the database.</param>
    /// <param name="innerException">What the database said.</param>
    public DatabaseFullException(string location, Exception? innerException = null)
        : base(
            "DatabaseFull",
            $"There is no room to write to the database '{location}'; nothing was changed. Free some disk space{Say(location, " on the server", "")} and try again.",
            location, innerException)
    {
    }
}
