using System.Security.Cryptography;
using System.Text;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Sessions;

/// <summary>Opens, recognises and ends sessions.</summary>
public sealed class UserSessions
{
    private const int LongestLabel = 200;
    private const int IdLength = 12;
    private const string IdAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int ShownKeyLength = 8;

    private readonly ServiceContext _context;

    internal UserSessions(ServiceContext context) => _context = context;

    /// <summary>Checks a name and a password and opens a session. Every attempt costs one hash, whatever its outcome.</summary>
    /// <param name="username">The name, in whatever case.</param>
    /// <param name="password">The password.</param>
    /// <param name="options">The lifetime and the label; null for the defaults.</param>
    /// <param name="cancellation">Stops the operation; then no session was opened.</param>
    /// <returns>The session, with its API key as a SecureString.</returns>
    /// <exception cref="InvalidCredentialsException">
    /// The name is unknown, the password wrong, or the user not active or locked; which of them is not told.
    /// </exception>
    /// <exception cref="InvalidPolicyException">The lifetime is out of range.</exception>
    public FlowservSession Login(
        string username, ReadOnlySpan<char> password, SessionOptions? options = null, CancellationToken cancellation = default)
    {
        username ??= "";
        IUserStore store = _context.Store;
        byte[] nameHash = HashName(username);
        string? key = Username.TryParse(username, out Username name) ? name.Key : null;
        LoginRecord record = store.FindLogin(key, nameHash, cancellation);
        FlowservPolicy policy = record.Policy;
        TimeSpan lifetime = SessionLifetime.Of(options?.Lifetime, policy);
        DateTimeOffset now = _context.Now;

        string? refusal = Refusal(record, now);
        PasswordVerification outcome = _context.Hasher.Verify(
            password, refusal is null ? record.User?.Password : null, policy.WorkFactor);

        if (refusal is not null)
            store.RecordRefusedLogin(record.User?.User, refusal, now, cancellation);
        else if (record.User is not { } user)
            store.CountUnknownLogin(nameHash, now, failures => Lockout.Until(failures, now, policy), cancellation);
        else if (outcome is PasswordVerification.Failed or PasswordVerification.Unreadable)
        {
            string reason = outcome == PasswordVerification.Failed ? "wrong password" : "the stored hash cannot be read";
            store.CountFailedLogin(user.User.Id, reason, now, failures => Lockout.Until(failures, now, policy), cancellation);
        }
        else
        {
            PasswordHash? replacement = outcome == PasswordVerification.SuccessRehashNeeded
                ? _context.Hasher.Hash(password, policy.WorkFactor)
                : null;
            if (Open(user, replacement, lifetime, options?.Label, policy, cancellation) is { } session)
                return session;
            store.RecordRefusedLogin(user.User, "the user was changed meanwhile", now, cancellation);
        }
        throw new InvalidCredentialsException(username);
    }

    /// <summary>Takes up the session of an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The session, with the key as a SecureString.</returns>
    /// <exception cref="UnauthenticatedAccessException">The key is not valid.</exception>
    public FlowservSession Resume(ReadOnlySpan<char> apiKey, CancellationToken cancellation = default)
    {
        byte[] hash = Recognize(apiKey, cancellation).KeyHash;
        FlowservSession session = _context.Store.DescribeSession(hash, cancellation) ?? throw new UnauthenticatedAccessException();
        return session.WithApiKey(Secret.Protect(apiKey));
    }

    /// <summary>Tells whose API key this is.</summary>
    /// <param name="apiKey">The key.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnauthenticatedAccessException">The key is not valid.</exception>
    public FlowservUser WhoAmI(ReadOnlySpan<char> apiKey, CancellationToken cancellation = default) =>
        Recognize(apiKey, cancellation).Session.User;

    /// <summary>Ends the session of an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <param name="everywhere">True to end all sessions of the user.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnauthenticatedAccessException">The key is not valid.</exception>
    public FlowservUser Logout(ReadOnlySpan<char> apiKey, bool everywhere = false, CancellationToken cancellation = default)
    {
        (byte[] hash, RecognizedSession session) = Recognize(apiKey, cancellation);
        bool ended = everywhere
            ? _context.Store.EndSessionsOfUser(session.User.Id, AuditEventType.LoggedOut, _context.Now, cancellation) > 0
            : _context.Store.EndSession(hash, _context.Now, cancellation);
        return ended ? session.User : throw new UnauthenticatedAccessException();
    }

    /// <summary>Ends a session that is known by its public part only.</summary>
    /// <param name="session">The session.</param>
    /// <param name="everywhere">True to end all sessions of its user.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnknownSessionException">It has ended.</exception>
    public FlowservUser End(FlowservSession session, bool everywhere = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        bool ended = everywhere
            ? _context.Store.EndSessionsOfUser(session.UserId, AuditEventType.LoggedOut, _context.Now, cancellation) > 0
            : _context.Store.RevokeSession(session.Id, _context.Now, cancellation);
        StoredUser? user = ended ? _context.Store.FindUserById(session.UserId, cancellation) : null;
        return user?.User ?? throw new UnknownSessionException(session.Id);
    }

    /// <summary>Makes the public identifier of a new session.</summary>
    internal static string NewId() => RandomNumberGenerator.GetString(IdAlphabet, IdLength);

    private (byte[] KeyHash, RecognizedSession Session) Recognize(ReadOnlySpan<char> apiKey, CancellationToken cancellation)
    {
        DateTimeOffset now = _context.Now;
        if (Token.Hash(apiKey) is not { } hash
            || _context.Store.FindSession(hash, cancellation) is not { } session
            || !session.IsValid(now))
        {
            throw new UnauthenticatedAccessException();
        }

        // To the minute, so that recognising a key is a read.
        if (now - session.LastUsedAt >= TimeSpan.FromMinutes(1))
            _context.Store.TouchSession(hash, now);
        return (hash, session);
    }

    private FlowservSession? Open(
        StoredUser user, PasswordHash? replacement, TimeSpan lifetime, string? label, FlowservPolicy policy, CancellationToken cancellation)
    {
        char[] key = Token.Create(Token.ApiKeyPrefix);
        try
        {
            DateTimeOffset now = _context.Now;
            var session = new FlowservSession
            {
                Id = NewId(),
                UserId = user.User.Id,
                Username = user.User.Username,
                Label = Shorten(label),
                KeyPrefix = new string(key, 0, ShownKeyLength),
                CreatedAt = now,
                LastUsedAt = now,
                ExpiresAt = now + lifetime,
            };
            bool opened = _context.Store.OpenSession(
                new NewSession(session, Token.Hash(key)!), user.Password, replacement, policy.MaximumSessionsPerUser, cancellation);
            return opened ? session.WithApiKey(Secret.Protect(key)) : null;
        }
        finally
        {
            Array.Clear(key);
        }
    }

    private byte[] HashName(string username)
    {
        // Longer than any name; what is beyond it need not be told apart.
        string text = username.Length > 4 * Username.MaximumLength ? username[..(4 * Username.MaximumLength)] : username;
        return HMACSHA256.HashData(_context.Store.PasswordKey, Encoding.UTF8.GetBytes(Username.Fold(text.Trim())));
    }

    private static string? Refusal(LoginRecord record, DateTimeOffset now)
    {
        if (record.LockedUntil > now)
            return "locked";
        return record.User?.User.Status switch
        {
            UserStatus.Pending => "pending",
            UserStatus.Disabled => "disabled",
            _ => null,
        };
    }

    private static string? Shorten(string? label)
    {
        if (string.IsNullOrWhiteSpace(label))
            return null;
        string clean = new([.. label.Trim().Where(character => !char.IsControl(character))]);
        return clean.Length > LongestLabel ? clean[..LongestLabel] : clean;
    }
}
