namespace FlowservUsers;

/// <summary>The file is not a database of this module. It was not changed.</summary>
public sealed class NotAFlowservDatabaseException : DatabaseException
{
    /// <summary>Creates the error.</summary>
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

    /// <summary>Creates the error for a file that should be a database of flowserv-core.</summary>
    /// <param name="location">The path of the file.</param>
    /// <param name="what">What it is and what to do, as a sentence.</param>
    /// <param name="innerException">The error from the database.</param>
    /// <returns>The error.</returns>
    public static NotAFlowservDatabaseException OfFlowserv(string location, string what, Exception? innerException = null) =>
        new($"'{location}' is not a database of flowserv-core. {what}", location, innerException);
}
