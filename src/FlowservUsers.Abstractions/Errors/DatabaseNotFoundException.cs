namespace FlowservUsers;

/// <summary>There is no database at the path.</summary>
public sealed class DatabaseNotFoundException : DatabaseException
{
    /// <summary>Reports the database.</summary>
    /// <param name="location">The path or the address of the database.</param>
    public DatabaseNotFoundException(string location)
        : base(
            "DatabaseNotFound",
            $"There is no user database at '{location}'. Check the path; Register-FlowservUser and Import-FlowservUser create one.",
            location)
    {
    }
}
