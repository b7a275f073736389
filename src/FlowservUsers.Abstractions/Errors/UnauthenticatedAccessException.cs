namespace FlowservUsers;

/// <summary>An API key is missing, unknown, expired or revoked, or its user is not active.</summary>
public sealed class UnauthenticatedAccessException : FlowservException
{
    /// <summary>Creates the error for a key that is not valid.</summary>
    public UnauthenticatedAccessException()
        : this("The API key is not valid: it is unknown, expired or revoked, or its user is not active. Log in again.")
    {
    }

    /// <summary>Creates the error for a missing key, with advice.</summary>
    /// <param name="message">What the user should do.</param>
    public UnauthenticatedAccessException(string message)
        : base("UnauthenticatedAccess", message, identity: null)
    {
    }
}
