namespace FlowservUsers;

/// <summary>A pipeline object or a combination of parameters cannot be understood.</summary>
public sealed class InvalidInputException : ConstraintViolationException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong with it and what to do, without anything that may be secret.</param>
    public InvalidInputException(string message)
        : base("InvalidInput", message, null)
    {
    }

    /// <summary>Creates the error for a user who cannot be registered as the input says.</summary>
    /// <param name="username">The name as it was given.</param>
    /// <param name="reason">What is wrong and what to do, as a clause, without anything that may be secret.</param>
    public InvalidInputException(string username, string reason)
        : base("InvalidInput", $"The user '{DisplayText.Of(username)}' cannot be registered: {reason}.", username)
    {
    }
}
