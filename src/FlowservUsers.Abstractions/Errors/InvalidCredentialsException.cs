namespace FlowservUsers;

/// <summary>
/// A login failed: the name is unknown, the password is wrong, or the user is not active or is locked. The error does not say which.
/// </summary>
public sealed class InvalidCredentialsException : UnknownUserException
{
    /// <summary>Creates the error for a failed login.</summary>
    /// <param name="username">The name as it was given.</param>
    public InvalidCredentialsException(string username)
        : base(
            "InvalidCredentials",
            $"Cannot log in '{DisplayText.Of(username)}': the name or the password is wrong, or the user cannot log in now.",
            username)
    {
    }

    private InvalidCredentialsException(string username, string message)
        : base("InvalidCredentials", message, username)
    {
    }

    /// <summary>Creates the error for a failed change of a password.</summary>
    /// <param name="username">The name as it was given.</param>
    /// <returns>The error.</returns>
    public static InvalidCredentialsException OfChange(string username) => new(
        username,
        $"The password of '{DisplayText.Of(username)}' was not changed: the name or the current password is wrong, or the user cannot log in now.");
}
