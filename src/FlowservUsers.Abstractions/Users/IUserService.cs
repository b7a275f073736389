namespace FlowservUsers;

/// <summary>
/// The eight operations of flowserv's user service. Passwords, API keys and reset requests are passed as characters, so
/// that a caller can erase them; a string converts by itself.
/// </summary>
public interface IUserService
{
    /// <summary>Creates a user.</summary>
    /// <param name="username">The name: 1 to 512 code points; blanks around it are removed.</param>
    /// <param name="password">The password, 1 to 1,024 code points; the policy may ask for more.</param>
    /// <param name="verify">True to register the user as pending, to be activated before the first login.</param>
    /// <returns>The new user.</returns>
    /// <exception cref="DuplicateUserException">The name is taken; names are case-insensitive.</exception>
    /// <exception cref="InvalidUsernameException">The name is empty, too long or has control characters.</exception>
    /// <exception cref="PasswordRejectedException">The password is against the policy.</exception>
    FlowservUser RegisterUser(string username, ReadOnlySpan<char> password, bool verify = false);

    /// <summary>Activates a pending or disabled user; does nothing to an active one.</summary>
    /// <param name="userId">The identifier of the user.</param>
    /// <returns>The user, active.</returns>
    /// <exception cref="UnknownUserException">There is no such user.</exception>
    FlowservUser ActivateUser(string userId);

    /// <summary>Checks a name and a password and opens a session.</summary>
    /// <param name="username">The name, case-insensitive.</param>
    /// <param name="password">The password.</param>
    /// <returns>The session, with its API key.</returns>
    /// <exception cref="InvalidCredentialsException">
    /// The name is unknown, the password wrong, or the user not active or locked; the error does not say which.
    /// </exception>
    FlowservSession LoginUser(string username, ReadOnlySpan<char> password);

    /// <summary>Ends the session of an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <returns>The user whose session it was.</returns>
    /// <exception cref="UnauthenticatedAccessException">The key is missing, unknown, expired or revoked.</exception>
    FlowservUser LogoutUser(ReadOnlySpan<char> apiKey);

    /// <summary>Tells whose API key this is.</summary>
    /// <param name="apiKey">The key.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnauthenticatedAccessException">
    /// The key is missing, unknown, expired or revoked, or its user is not active.
    /// </exception>
    FlowservUser WhoAmIUser(ReadOnlySpan<char> apiKey);

    /// <summary>Lists the active users, ordered by name.</summary>
    /// <param name="query">What the name starts with, literal and case-insensitive; null for every user.</param>
    /// <returns>The users, read while they are enumerated.</returns>
    IEnumerable<FlowservUser> ListUsers(string? query = null);

    /// <summary>Opens a request to reset a password. It replaces an earlier one of the same user.</summary>
    /// <param name="username">The name; for a name that nobody has, the answer looks the same and opens nothing.</param>
    /// <returns>The request with its identifier.</returns>
    FlowservPasswordResetRequest RequestPasswordReset(string username);

    /// <summary>Sets a new password by a reset request, ends all sessions of the user and lifts a lock.</summary>
    /// <param name="requestId">The identifier that <see cref="RequestPasswordReset"/> gave.</param>
    /// <param name="password">The new password.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnknownRequestException">The request is unknown, used, replaced or expired.</exception>
    /// <exception cref="PasswordRejectedException">The password is against the policy; the request stays open.</exception>
    FlowservUser ResetPassword(ReadOnlySpan<char> requestId, ReadOnlySpan<char> password);
}
