using FlowservUsers.Sessions;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Passwords;

/// <summary>Sets passwords: with a reset request, by an administrator, or by their owner.</summary>
public sealed class UserPasswords
{
    private readonly ServiceContext _context;
    private readonly CredentialCheck _credentials;

    internal UserPasswords(ServiceContext context)
    {
        _context = context;
        _credentials = new CredentialCheck(context, InvalidCredentialsException.OfChange);
    }

    /// <summary>
    /// Opens a password reset request, replacing any earlier one. For an unknown name, or a disabled user,
    /// the answer looks the same and opens nothing.
    /// </summary>
    /// <param name="username">The name, case-insensitive, or the identifier. The answer repeats it as it was given.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The request, its identifier as a SecureString.</returns>
    public FlowservPasswordResetRequest RequestReset(string username, CancellationToken cancellation = default)
    {
        username ??= "";
        FlowservUser? user = _context.Store.FindIdentity(username, cancellation);
        string nobody = Convert.ToHexString(_credentials.HashName(username))[..31];

        char[] requestId = Token.Create(Token.ResetRequestPrefix);
        try
        {
            DateTimeOffset now = _context.Now;
            DateTimeOffset expiresAt = now + _context.Store.ReadPolicy(cancellation).PasswordResetLifetime;
            _context.Store.SaveResetRequest(user?.Id, nobody, Token.Hash(requestId)!, now, expiresAt, cancellation);
            return new FlowservPasswordResetRequest
            {
                RequestId = Secret.Protect(requestId),
                Username = username,
                ExpiresAt = expiresAt,
            };
        }
        finally
        {
            Array.Clear(requestId);
        }
    }

    /// <summary>Sets a new password with a reset request, ends all of the user's sessions and clears a lock. Does not log in.</summary>
    /// <param name="requestId">The identifier of the request.</param>
    /// <param name="password">The new password.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnknownRequestException">The request is unknown, used, replaced or expired.</exception>
    /// <exception cref="PasswordRejectedException">The password violates the policy; the request stays open.</exception>
    public FlowservUser Reset(ReadOnlySpan<char> requestId, ReadOnlySpan<char> password, CancellationToken cancellation = default)
    {
        if (Token.Hash(requestId) is not { } hash
            || _context.Store.FindResetRequest(hash, _context.Now, cancellation) is not { User: var user })
        {
            throw new UnknownRequestException();
        }

        FlowservPolicy policy = _context.Store.ReadPolicy(cancellation);
        PasswordRules.Require(password, user.Username, policy);
        PasswordHash replacement = _context.Hasher.Hash(password, policy.WorkFactor, cancellation);
        return _context.Store.ConsumeResetRequest(hash, replacement, _context.Now, cancellation) ?? throw new UnknownRequestException();
    }

    /// <summary>
    /// Sets a password as an administrator: like a reset request, without one. Ends all sessions and an open request, and
    /// clears a lock. Does not log the user in, and does not activate the user.
    /// </summary>
    /// <param name="userId">The identifier of the user.</param>
    /// <param name="password">The new password.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnknownUserException">The user does not exist.</exception>
    /// <exception cref="PasswordRejectedException">The password violates the policy.</exception>
    public FlowservUser Set(string userId, ReadOnlySpan<char> password, CancellationToken cancellation = default)
    {
        userId ??= "";
        FlowservUser user = _context.Store.FindIdentity(userId, cancellation) ?? throw new UnknownUserException(userId, _context.Store.Location);
        FlowservPolicy policy = _context.Store.ReadPolicy(cancellation);
        PasswordRules.Require(password, user.Username, policy);
        PasswordHash hash = _context.Hasher.Hash(password, policy.WorkFactor, cancellation);
        return _context.Store.SetPassword(user.Id, hash, _context.Now, cancellation) ?? throw new UnknownUserException(userId, _context.Store.Location);
    }

    /// <summary>Sets a random password of at least 128 bits, as <see cref="Set"/> does.</summary>
    /// <param name="userId">The identifier of the user.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The user, with the password as a SecureString.</returns>
    /// <exception cref="UnknownUserException">The user does not exist.</exception>
    public FlowservUserWithPassword SetGenerated(string userId, CancellationToken cancellation = default)
    {
        char[] password = PasswordGenerator.Generate(_context.Store.ReadPolicy(cancellation).MinimumPasswordLength);
        try
        {
            return new FlowservUserWithPassword(Set(userId, password, cancellation), Secret.Protect(password));
        }
        finally
        {
            Array.Clear(password);
        }
    }

    /// <summary>
    /// Whether a text looks like the identifier of a reset request, even a mistyped one: an error must not
    /// repeat it as a name.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>True if it looks like one.</returns>
    public static bool IsRequestId(ReadOnlySpan<char> text) => Token.IsLike(text, Token.ResetRequestPrefix);

    /// <summary>
    /// Changes a password for a user who knows the current one; ends the user's other sessions and an open reset
    /// request. A wrong password counts as a failed login, and leads to the same delays.
    /// </summary>
    /// <param name="identity">The name, case-insensitive, or the identifier.</param>
    /// <param name="currentPassword">The current password.</param>
    /// <param name="newPassword">The new password.</param>
    /// <param name="keptSessionId">The public identifier of a session of the user that stays; null to end all.</param>
    /// <param name="shownAs">The name of the user in errors if nobody typed the identity; null for the identity.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The user.</returns>
    /// <exception cref="InvalidCredentialsException">
    /// The user does not exist, is not active or is locked, or the current password is wrong; the error does not say which.
    /// </exception>
    /// <exception cref="PasswordRejectedException">The new password violates the policy.</exception>
    public FlowservUser Change(
        string identity, ReadOnlySpan<char> currentPassword, ReadOnlySpan<char> newPassword, string? keptSessionId = null,
        string? shownAs = null, CancellationToken cancellation = default)
    {
        identity ??= "";
        string shown = shownAs ?? identity;
        CredentialCheck credentials = shownAs is null ? _credentials : new CredentialCheck(_context, _ => InvalidCredentialsException.OfChange(shownAs));
        // Checked first, before anything is looked up, so that a rejected new password reveals nothing about the user or the
        // current password.
        PasswordRules.Require(newPassword, shown, _context.Store.ReadPolicy(cancellation));
        VerifiedUser verified = credentials.Require(identity, currentPassword, cancellation, orIdentifier: true);
        FlowservUser? changed = Change(verified, newPassword, keptSessionId, cancellation);
        if (changed is null && verified.NeedsRehash)
        {
            // A login may have replaced the hash at the same moment.
            verified = credentials.Require(identity, currentPassword, cancellation, orIdentifier: true);
            changed = Change(verified, newPassword, keptSessionId, cancellation);
        }
        return changed ?? throw credentials.Refuse(verified, shown, cancellation);
    }

    private FlowservUser? Change(VerifiedUser verified, ReadOnlySpan<char> newPassword, string? keptSessionId, CancellationToken cancellation)
    {
        (FlowservUser user, PasswordHash password) = verified.Stored;
        try
        {
            PasswordRules.Require(newPassword, user.Username, verified.Policy);
        }
        catch (PasswordRejectedException)
        {
            _credentials.TakeBack(verified, cancellation);
            throw;
        }
        PasswordHash replacement = _context.Hasher.Hash(newPassword, verified.Policy.WorkFactor, cancellation);
        return _context.Store.ChangePassword(user.Id, password, replacement, keptSessionId, _context.Now, cancellation);
    }

    /// <summary>Checks a password against the policy of the database. Nothing is written.</summary>
    /// <param name="password">The password.</param>
    /// <param name="username">The user it is meant for, or null if it is not known.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>Every reason against the password, or none.</returns>
    public FlowservPasswordCheck Check(ReadOnlySpan<char> password, string? username = null, CancellationToken cancellation = default) =>
        Check(password, username, _context.Store.ReadPolicy(cancellation));

    /// <summary>Checks a password against a policy, without a database.</summary>
    /// <param name="password">The password.</param>
    /// <param name="username">The user it is meant for, or null if it is not known.</param>
    /// <param name="policy">The policy.</param>
    /// <returns>Every reason against the password, or none.</returns>
    public static FlowservPasswordCheck Check(ReadOnlySpan<char> password, string? username, FlowservPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return PasswordRules.Check(password, username, policy);
    }
}
