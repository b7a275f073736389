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
}
