namespace FlowservUsers;

/// <summary>There is no such session.</summary>
public sealed class UnknownSessionException : FlowservException
{
    /// <summary>Reports an identifier that no session has.</summary>
    /// <param name="sessionId">The public identifier of a session.</param>
    public UnknownSessionException(string sessionId)
        : base("UnknownSession", $"There is no session '{DisplayText.Of(sessionId)}'. It may have ended.", sessionId)
    {
    }
}
