namespace FlowservUsers;

/// <summary>There is no database at the path.</summary>
public sealed class DatabaseNotFoundException : DatabaseException
{
    /// <summary>Reports the database.</summary>
    /// <param name="location">The path or the address of the database.</param>
    public DatabaseNotFoundException(string location)
        : base(
            "DatabaseNotFound",
            $"There is no user database at '{location}'. Check the {Say(location, "URL", "path")}; Register-FlowservUser and Import-FlowservUser create one.",
            location)
    {
    }

    private DatabaseNotFoundException(string message, string location)
        : base("DatabaseNotFound", message, location)
    {
    }

    /// <summary>Reports a database of flowserv-core that was to be read.</summary>
    /// <param name="location">The path that was looked at.</param>
    /// <returns>The error.</returns>
    public static DatabaseNotFoundException OfFlowserv(string location) => new(
        $"There is no database of flowserv-core at '{location}': the file does not exist or is empty. Check the path.", location);
}
