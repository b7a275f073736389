namespace FlowservUsers;

/// <summary>A user name is empty, over 512 code points long, or has characters that names cannot have.</summary>
public sealed class InvalidUsernameException : ConstraintViolationException
{
    /// <summary>Reports a name that cannot be used.</summary>
    /// <param name="username">The name as it was given.</param>
    /// <param name="reason">What is wrong with it, as a clause: "it is empty".</param>
    public InvalidUsernameException(string username, string reason)
        : base("InvalidUsername", $"The user name '{DisplayText.Of(username)}' cannot be used: {reason}.", DisplayText.Of(username))
    {
    }
}
