using FlowservUsers.Sessions;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Passwords;

/// <summary>Sets passwords: by a reset request, or by their owner.</summary>
public sealed class UserPasswords
{
    private readonly ServiceContext _context;

    internal UserPasswords(ServiceContext context) => _context = context;

    /// <summary>
    /// Opens a request to reset a password, in place of an earlier one. For a name that nobody has, or a disabled user,
    /// the answer looks the same and opens nothing.
    /// </summary>
    /// <param name="username">The name, in whatever case.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The request, its identifier as a SecureString.</returns>
    public FlowservPasswordResetRequest RequestReset(string username, CancellationToken cancellation = default)
    {
        username ??= "";
        FlowservUser? user = Username.TryParse(username, out Username name)
            ? _context.Store.FindUser(name.Key, cancellation)?.User
            : null;
        if (user?.Status == UserStatus.Disabled)
            user = null;

        char[] requestId = Token.Create(Token.ResetRequestPrefix);
        try
        {
            DateTimeOffset now = _context.Now;
            DateTimeOffset expiresAt = now + _context.Store.ReadPolicy(cancellation).PasswordResetLifetime;
            _context.Store.SaveResetRequest(user, Token.Hash(requestId)!, now, expiresAt, cancellation);
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

    /// <summary>Sets a new password by a reset request, ends all sessions of the user and lifts a lock. Does not log in.</summary>
    /// <param name="requestId">The identifier of the request.</param>
    /// <param name="password">The new password.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnknownRequestException">The request is unknown, used, replaced or expired.</exception>
    /// <exception cref="PasswordRejectedException">The password is against the policy; the request stays open.</exception>
    public FlowservUser Reset(ReadOnlySpan<char> requestId, ReadOnlySpan<char> password, CancellationToken cancellation = default)
    {
        if (Token.Hash(requestId) is not { } hash
            || _context.Store.FindResetRequest(hash, _context.Now, cancellation) is not { User: var user })
        {
            throw new UnknownRequestException();
        }

        FlowservPolicy policy = _context.Store.ReadPolicy(cancellation);
        PasswordRules.Require(password, user.Username, policy);
        PasswordHash replacement = _context.Hasher.Hash(password, policy.WorkFactor);
        return _context.Store.ConsumeResetRequest(hash, replacement, _context.Now, cancellation) ?? throw new UnknownRequestException();
    }
}
