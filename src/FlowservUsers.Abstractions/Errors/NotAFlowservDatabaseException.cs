namespace FlowservUsers;

/// <summary>The file is something else than a database of this module. It is left as it is.</summary>
public sealed class NotAFlowservDatabaseException : DatabaseException
{
    /// <summary>Reports the file.</summary>
    /// <param name="location">The path of the file.</param>
    /// <param name="what">What it is and what to do, as a sentence.</param>
    public NotAFlowservDatabaseException(string location, string what)
        : base("NotAFlowservDatabase", $"'{location}' is not a FlowservUsers database. {what}", location)
    {
    }

    private NotAFlowservDatabaseException(string message, string location, Exception? innerException)
        : base("NotAFlowservDatabase", message, location, innerException)
    {
    }

    /// <summary>Reports a file that was to be read as a database of flowserv-core.</summary>
    /// <param name="location">The path of the file.</param>
    /// <param name="what">What it is and what to do, as a sentence.</param>
    /// <param name="innerException">What the database said.</param>
    /// <returns>The error.</returns>
    public static NotAFlowservDatabaseException OfFlowserv(string location, string what, Exception? innerException = null) =>
        new($"'{location}' is not a database of flowserv-core. {what}", location, innerException);
}
