namespace FlowservUsers;

/// <summary>An object of the pipeline, or a combination of parameters, that cannot be understood.</summary>
public sealed class InvalidInputException : ConstraintViolationException
{
    /// <summary>Reports input that cannot be understood.</summary>
    /// <param name="message">What is wrong with it and what to do, without anything that may be secret.</param>
    public InvalidInputException(string message)
        : base("InvalidInput", message, null)
    {
    }

    /// <summary>Reports a user who cannot be registered as the input says.</summary>
    /// <param name="username">The name as it was given.</param>
    /// <param name="reason">What is wrong and what to do, as a clause, without anything that may be secret.</param>
    public InvalidInputException(string username, string reason)
        : base("InvalidInput", $"The user '{DisplayText.Of(username)}' cannot be registered: {reason}.", username)
    {
    }
}
