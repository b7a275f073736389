namespace FlowservUsers;

/// <summary>An API key is missing, unknown, expired or revoked, or its user is not active.</summary>
public sealed class UnauthenticatedAccessException : FlowservException
{
    /// <summary>Reports a key that is not valid.</summary>
    public UnauthenticatedAccessException()
        : this("The API key is not valid: it is unknown, expired or revoked, or its user is not active. Log in again.")
    {
    }

    /// <summary>Reports that there is no key, and how to get one.</summary>
    /// <param name="message">What a person should do.</param>
    public UnauthenticatedAccessException(string message)
        : base("UnauthenticatedAccess", message, identity: null)
    {
    }
}
