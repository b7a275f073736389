namespace FlowservUsers;

/// <summary>A user name is empty, longer than 512 code points, or contains characters that are not allowed.</summary>
public sealed class InvalidUsernameException : ConstraintViolationException
{
    /// <summary>Creates the error.</summary>
    /// <param name="username">The name as it was given.</param>
    /// <param name="reason">What is wrong with it, as a clause: "it is empty".</param>
    public InvalidUsernameException(string username, string reason)
        : base("InvalidUsername", $"The user name '{DisplayText.Of(username)}' cannot be used: {reason}.", DisplayText.Of(username))
    {
    }
}
