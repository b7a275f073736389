namespace FlowservUsers;

/// <summary>
/// The eight operations of flowserv's user service. Passwords, API keys and reset requests are passed as character spans, so
/// that a caller can erase them; a string converts implicitly.
/// </summary>
public interface IUserService
{
    /// <summary>Creates a user.</summary>
    /// <param name="username">The name: 1 to 512 code points; white space around it is removed.</param>
    /// <param name="password">The password, 1 to 1,024 code points; the policy may require more.</param>
    /// <param name="verify">True to register the user as pending, to be activated before the first login.</param>
    /// <returns>The new user.</returns>
    /// <exception cref="DuplicateUserException">The name is taken; names are case-insensitive.</exception>
    /// <exception cref="InvalidUsernameException">The name is empty, too long or contains control characters.</exception>
    /// <exception cref="PasswordRejectedException">The password violates the policy.</exception>
    FlowservUser RegisterUser(string username, ReadOnlySpan<char> password, bool verify = false);

    /// <summary>Activates a pending or disabled user; does nothing to an active one.</summary>
    /// <param name="userId">The identifier of the user.</param>
    /// <returns>The user, active.</returns>
    /// <exception cref="UnknownUserException">The user does not exist.</exception>
    FlowservUser ActivateUser(string userId);

    /// <summary>Checks a name and a password and opens a session.</summary>
    /// <param name="username">The name, case-insensitive.</param>
    /// <param name="password">The password.</param>
    /// <returns>The session, with its API key.</returns>
    /// <exception cref="InvalidCredentialsException">
    /// The name is unknown, the password is wrong, or the user is not active or is locked; the error does not say which.
    /// </exception>
    FlowservSession LoginUser(string username, ReadOnlySpan<char> password);

    /// <summary>Ends the session of an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <returns>The user whose session it was.</returns>
    /// <exception cref="UnauthenticatedAccessException">The key is missing, unknown, expired or revoked.</exception>
    FlowservUser LogoutUser(ReadOnlySpan<char> apiKey);

    /// <summary>Returns the user of an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnauthenticatedAccessException">
    /// The key is missing, unknown, expired or revoked, or its user is not active.
    /// </exception>
    FlowservUser WhoAmIUser(ReadOnlySpan<char> apiKey);

    /// <summary>Lists the active users, ordered by name.</summary>
    /// <param name="query">The beginning of the name, literal and case-insensitive; null for all users.</param>
    /// <returns>The users, read while they are enumerated.</returns>
    IEnumerable<FlowservUser> ListUsers(string? query = null);

    /// <summary>Opens a request to reset a password. It replaces an earlier one of the same user.</summary>
    /// <param name="username">The name; for an unknown name, the result looks the same but opens nothing.</param>
    /// <returns>The request with its identifier.</returns>
    FlowservPasswordResetRequest RequestPasswordReset(string username);

    /// <summary>Sets a new password with a reset request, ends all sessions of the user and clears a lock.</summary>
    /// <param name="requestId">The identifier that <see cref="RequestPasswordReset"/> returned.</param>
    /// <param name="password">The new password.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnknownRequestException">The request is unknown, used, replaced or expired.</exception>
    /// <exception cref="PasswordRejectedException">The password violates the policy; the request stays open.</exception>
    FlowservUser ResetPassword(ReadOnlySpan<char> requestId, ReadOnlySpan<char> password);
}
