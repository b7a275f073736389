namespace FlowservUsers;

/// <summary>There is no such user.</summary>
public class UnknownUserException : FlowservException
{
    /// <summary>Reports a name or an identifier that no user has.</summary>
    /// <param name="identity">The name or the identifier.</param>
    public UnknownUserException(string identity)
        : this("UnknownUser", $"There is no user '{DisplayText.Of(identity)}'.", identity)
    {
    }

    private protected UnknownUserException(string errorId, string message, string identity)
        : base(errorId, message, identity)
    {
    }
}
