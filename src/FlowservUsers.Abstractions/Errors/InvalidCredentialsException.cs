namespace FlowservUsers;

/// <summary>
/// A login failed: the name is unknown, the password wrong, or the user not active or locked. Which of them is not told.
/// </summary>
public sealed class InvalidCredentialsException : UnknownUserException
{
    /// <summary>Reports a failed login.</summary>
    /// <param name="username">The name as it was given.</param>
    public InvalidCredentialsException(string username)
        : base(
            "InvalidCredentials",
            $"Cannot log in '{DisplayText.Of(username)}': the name or the password is wrong, or the user cannot log in now. "
            + "After several failures wait before the next try, up to 15 minutes, or ask an administrator.",
            username)
    {
    }
}
