using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;

namespace FlowservUsers.Sessions;

/// <summary>Opens, recognises and ends sessions.</summary>
public sealed class UserSessions
{
    private const int LongestLabel = 200;
    private const int IdLength = 12;
    private const string IdAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int ShownKeyLength = 8;

    private readonly ServiceContext _context;
    private readonly CredentialCheck _credentials;

    internal UserSessions(ServiceContext context)
    {
        _context = context;
        _credentials = new CredentialCheck(context, username => new InvalidCredentialsException(username));
    }

    /// <summary>Checks a name and a password and opens a session. Every attempt costs one hash, whatever its outcome.</summary>
    /// <param name="username">The name, case-insensitive.</param>
    /// <param name="password">The password.</param>
    /// <param name="options">The lifetime and the label; null for the defaults.</param>
    /// <param name="cancellation">Stops the operation; then no session was opened.</param>
    /// <returns>The session, with its API key as a SecureString.</returns>
    /// <exception cref="InvalidCredentialsException">
    /// The name is unknown, the password is wrong, or the user is not active or is locked; the error does not say which.
    /// </exception>
    /// <exception cref="InvalidPolicyException">The lifetime is out of range.</exception>
    public FlowservSession Login(
        string username, ReadOnlySpan<char> password, SessionOptions? options = null, CancellationToken cancellation = default)
    {
        username ??= "";
        TimeSpan? lifetime = SessionLifetime.Asked(options?.Lifetime);
        VerifiedUser verified = _credentials.Require(username, password, cancellation);
        FlowservSession? session = Open(verified, password, lifetime, options?.Label, cancellation);
        if (session is null && verified.NeedsRehash)
        {
            // Another login may have replaced the hash at the same moment.
            verified = _credentials.Require(username, password, cancellation);
            session = Open(verified, password, lifetime, options?.Label, cancellation);
        }
        return session ?? throw _credentials.Refuse(verified, username, cancellation);
    }

    /// <summary>Resumes the session of an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The session, with the key as a SecureString.</returns>
    /// <exception cref="UnauthenticatedAccessException">The key is not valid.</exception>
    public FlowservSession Resume(ReadOnlySpan<char> apiKey, CancellationToken cancellation = default) =>
        Describe(apiKey, cancellation).WithApiKey(Secret.Protect(apiKey));

    /// <summary>Returns the public part of the session of an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The session, without the key.</returns>
    /// <exception cref="UnauthenticatedAccessException">The key is not valid.</exception>
    public FlowservSession Describe(ReadOnlySpan<char> apiKey, CancellationToken cancellation = default) =>
        _context.Store.DescribeSession(Recognize(apiKey, cancellation).KeyHash, cancellation) ?? throw new UnauthenticatedAccessException();

    /// <summary>Finds a session by its public identifier.</summary>
    /// <param name="sessionId">The identifier.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The session, without the key; it may have expired.</returns>
    /// <exception cref="UnknownSessionException">The session does not exist.</exception>
    public FlowservSession Get(string sessionId, CancellationToken cancellation = default) =>
        (IsId(sessionId?.Trim()) ? _context.Store.DescribeSession(sessionId!.Trim(), cancellation) : null) ?? throw new UnknownSessionException(sessionId ?? "");

    /// <summary>Lists sessions, ordered by expiry; they are read while they are enumerated.</summary>
    /// <param name="userId">The identifier of the user whose sessions are listed, or null for everybody's.</param>
    /// <param name="expired">True for the sessions that have ended but are still stored, instead of the valid ones.</param>
    /// <param name="cancellation">Stops the enumeration.</param>
    /// <returns>The sessions, without keys.</returns>
    public IEnumerable<FlowservSession> List(string? userId = null, bool expired = false, CancellationToken cancellation = default) =>
        _context.Store.ListSessions(new SessionFilter { UserId = userId, Expired = expired, Now = _context.Now }, cancellation);

    /// <summary>Tests whether an API key is valid now. This is a use of the key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>False for a key that is unknown, expired or revoked, or whose user is not active.</returns>
    public bool IsValid(ReadOnlySpan<char> apiKey, CancellationToken cancellation = default) =>
        TryRecognize(apiKey, out _, cancellation) is not null;

    /// <summary>Returns the user of an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnauthenticatedAccessException">The key is not valid.</exception>
    public FlowservUser WhoAmI(ReadOnlySpan<char> apiKey, CancellationToken cancellation = default) =>
        Recognize(apiKey, cancellation).Session.User;

    /// <summary>Looks for the session of an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The session, without the key, or null if the key is not valid.</returns>
    public FlowservSession? Find(ReadOnlySpan<char> apiKey, CancellationToken cancellation = default) =>
        TryRecognize(apiKey, out byte[] hash, cancellation) is null ? null : _context.Store.DescribeSession(hash, cancellation);

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
    /// <param name="sessionId">Its public identifier.</param>
    /// <param name="everywhere">True to end all sessions of its user.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The user.</returns>
    /// <exception cref="UnknownSessionException">It has ended.</exception>
    public FlowservUser End(string sessionId, bool everywhere = false, CancellationToken cancellation = default)
    {
        FlowservSession session = Get(sessionId, cancellation);
        bool ended = everywhere
            ? _context.Store.EndSessionsOfUser(session.UserId, AuditEventType.LoggedOut, _context.Now, cancellation) > 0
            : _context.Store.RevokeSession(session.Id, _context.Now, cancellation);
        StoredUser? user = ended ? _context.Store.FindUserById(session.UserId, cancellation) : null;
        return user?.User ?? throw new UnknownSessionException(session.Id);
    }

    /// <summary>Ends a session by its public identifier, without its key.</summary>
    /// <param name="sessionId">The public identifier.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <exception cref="UnknownSessionException">The session does not exist.</exception>
    public void Revoke(string sessionId, CancellationToken cancellation = default)
    {
        if (!IsId(sessionId?.Trim()) || !_context.Store.RevokeSession(sessionId!.Trim(), _context.Now, cancellation))
            throw new UnknownSessionException(sessionId ?? "");
    }

    /// <summary>Ends all sessions of a user.</summary>
    /// <param name="userId">The identifier of the user.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>How many there were.</returns>
    public int RevokeAll(string userId, CancellationToken cancellation = default) =>
        _context.Store.EndSessionsOfUser(userId ?? "", AuditEventType.SessionRevoked, _context.Now, cancellation);

    /// <summary>Whether a text has the form of a session's identifier: 12 letters and digits in lower case.</summary>
    /// <param name="text">A text, or null.</param>
    /// <returns>Whether it has.</returns>
    public static bool IsId(string? text) => text?.Length == IdLength && text.All(IdAlphabet.Contains);

    /// <summary>Creates the public identifier of a new session.</summary>
    internal static string NewId() => RandomNumberGenerator.GetString(IdAlphabet, IdLength);

    private (byte[] KeyHash, RecognizedSession Session) Recognize(ReadOnlySpan<char> apiKey, CancellationToken cancellation) =>
        TryRecognize(apiKey, out byte[] hash, cancellation) is { } session ? (hash, session) : throw new UnauthenticatedAccessException();

    private RecognizedSession? TryRecognize(ReadOnlySpan<char> apiKey, out byte[] hash, CancellationToken cancellation)
    {
        DateTimeOffset now = _context.Now;
        hash = Token.Hash(apiKey) ?? [];
        if (hash.Length == 0 || _context.Store.FindSession(hash, cancellation) is not { } session || !session.IsValid(now))
            return null;

        // To the minute, so that recognising a key is usually only a read.
        if (now - session.LastUsedAt >= TimeSpan.FromMinutes(1))
            _context.Store.TouchSession(hash, now);
        return session;
    }

    private FlowservSession? Open(
        VerifiedUser verified, ReadOnlySpan<char> password, TimeSpan? lifetime, string? label, CancellationToken cancellation)
    {
        (FlowservUser user, PasswordHash stored) = verified.Stored;
        PasswordHash? replacement = verified.NeedsRehash ? _context.Hasher.Hash(password, verified.Policy.WorkFactor, cancellation) : null;
        char[] key = Token.Create(Token.ApiKeyPrefix);
        try
        {
            DateTimeOffset now = _context.Now;
            var session = new FlowservSession
            {
                Id = NewId(),
                UserId = user.Id,
                Username = user.Username,
                Label = Shorten(label),
                KeyPrefix = new string(key, 0, ShownKeyLength),
                CreatedAt = now,
                LastUsedAt = now,
                ExpiresAt = now + (lifetime ?? verified.Policy.SessionLifetime),
            };
            bool opened = _context.Store.OpenSession(
                new NewSession(session, Token.Hash(key)!), stored, replacement, verified.Policy.MaximumSessionsPerUser, cancellation);
            return opened ? session.WithApiKey(Secret.Protect(key)) : null;
        }
        finally
        {
            Array.Clear(key);
        }
    }

    private static bool IsVisible(Rune character) => Rune.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string? Shorten(string? label)
    {
        if (string.IsNullOrWhiteSpace(label))
            return null;
        // By code points: half of a pair could not be stored.
        return string.Concat(label.Trim().EnumerateRunes().Where(IsVisible).Take(LongestLabel));
    }
}
