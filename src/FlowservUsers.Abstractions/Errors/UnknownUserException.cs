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

    /// <summary>Reports a name or an identifier that no user has, and what may have been meant.</summary>
    /// <param name="identity">The name or the identifier.</param>
    /// <param name="advice">What to do instead, as a sentence.</param>
    public UnknownUserException(string identity, string advice)
        : this("UnknownUser", $"There is no user '{DisplayText.Of(identity)}'. {advice}", identity)
    {
    }

    private protected UnknownUserException(string errorId, string message, string identity)
        : base(errorId, message, identity)
    {
    }
}
