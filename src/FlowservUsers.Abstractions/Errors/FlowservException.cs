namespace FlowservUsers;

/// <summary>The base of every error that the user service reports on purpose.</summary>
public abstract class FlowservException : Exception
{
    private protected FlowservException(string errorId, string message, object? identity, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Identity = identity;
    }

    /// <summary>The stable name of the error, the first part of a PowerShell FullyQualifiedErrorId.</summary>
    public string ErrorId { get; }

    /// <summary>What the error is about, such as a user name or a path; never a secret.</summary>
    public object? Identity { get; }
}
