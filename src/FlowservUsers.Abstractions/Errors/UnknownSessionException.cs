namespace FlowservUsers;

/// <summary>The session does not exist.</summary>
public sealed class UnknownSessionException : FlowservException
{
    /// <summary>Creates the error.</summary>
    /// <param name="sessionId">The public identifier of a session.</param>
    public UnknownSessionException(string sessionId)
        : base("UnknownSession", $"There is no session '{DisplayText.Of(sessionId)}'. It may have ended.", sessionId)
    {
    }
}
