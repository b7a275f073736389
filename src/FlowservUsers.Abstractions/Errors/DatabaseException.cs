namespace FlowservUsers;

/// <summary>A database cannot be used.</summary>
public abstract class DatabaseException : FlowservException
{
    private protected DatabaseException(string errorId, string message, string location, Exception? innerException = null)
        : base(errorId, message, location, innerException)
    {
        Location = location;
    }

    /// <summary>The path or the address of the database, without a password.</summary>
    public string Location { get; }

    /// <summary>Chooses the text for a server or for a file, where the remedies differ.</summary>
    private protected static string Say(string location, string ofServer, string ofFile) => location.Contains("://", StringComparison.Ordinal) ? ofServer : ofFile;
}
