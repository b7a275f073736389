namespace FlowservUsers;

/// <summary>There is no database at the path.</summary>
public sealed class DatabaseNotFoundException : DatabaseException
{
    /// <summary>Creates the error.</summary>
    /// <param name="location">The path or the address of the database.</param>
    public DatabaseNotFoundException(string location)
        : base(
            "DatabaseNotFound",
            $"There is no user database at '{location}'. Check the {Say(location, "URL", "path")}; to create a database, use Initialize-FlowservDatabase or Register-FlowservUser.",
            location)
    {
    }

    private DatabaseNotFoundException(string message, string location)
        : base("DatabaseNotFound", message, location)
    {
    }

    /// <summary>Creates the error for a missing database of flowserv-core.</summary>
    /// <param name="location">The path.</param>
    /// <returns>The error.</returns>
    public static DatabaseNotFoundException OfFlowserv(string location) => new(
        $"There is no database of flowserv-core at '{location}': the file does not exist or is empty. Check the path.", location);

    /// <summary>Reports a backup that was to be restored.</summary>
    /// <param name="location">The path that was looked at.</param>
    /// <returns>The error.</returns>
    public static DatabaseNotFoundException OfBackup(string location) => new(
        $"There is no backup at '{location}': the file does not exist or is empty. Nothing was changed. Check the path.", location);
}
