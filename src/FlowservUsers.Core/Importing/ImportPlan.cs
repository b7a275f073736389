using System.Globalization;
using System.Text;
using FlowservUsers.Passwords;
using FlowservUsers.Sessions;
using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Importing;

/// <summary>Decides which users of a source can be imported, and how.</summary>
/// <param name="timeZone">The time zone of the server that the source comes from.</param>
/// <param name="now">The time of the import.</param>
internal sealed class ImportPlan(TimeZoneInfo timeZone, DateTimeOffset now)
{
    private const string SessionLabel = "flowserv";
    private const int KeyLength = 32;
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(365);
    private static readonly TimeSpan LongestRequest = TimeSpan.FromDays(7);

    // Old keys are all secret; this many of their 32 digits tell a user's keys apart and leave 106 random bits.
    private const int ShownKeyLength = 4;

    private readonly Dictionary<string, string> _idsByName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Checks a user against those that were checked before.</summary>
    public ImportCandidate Consider(SourceUser source)
    {
        string? reason = Problem(source, out Username name, out string id);
        return reason is null
            ? new ImportCandidate(name.Text, id, Convert(source, name, id), Reason: null)
            : new ImportCandidate(Visible(source.Name), Visible(source.Id), User: null, reason);
    }

    private string? Problem(SourceUser source, out Username name, out string id)
    {
        name = default;
        id = "";
        if (!Guid.TryParseExact(source.Id, "N", out Guid number))
            return "the identifier is not 32 hexadecimal digits";
        if (source.Name is null)
            return "the name is not text, or far too long";
        if (Username.Problem(source.Name, out name) is { } problem)
            return $"the name cannot be used: {problem}";
        if (source.Secret is null || StoredHash.Read(Hash(source.Secret)) is null)
            return "the stored hash of the password cannot be read";
        if (source.Active is null)
            return "whether the user is active is not recorded";

        id = number.ToString("N");
        if (_idsByName.TryGetValue(name.Key, out string? other))
            return $"the source user {other} has the same name, or one that differs only in case";
        if (!_ids.Add(id))
            return "another source user has the same identifier";
        _idsByName.Add(name.Key, id);
        return null;
    }

    private ImportedUser Convert(SourceUser source, Username name, string id)
    {
        // In flowserv, the only inactive users are those who have not been verified yet.
        UserStatus status = source.Active == true ? UserStatus.Active : UserStatus.Pending;
        // A millisecond of the audit trail has room for 32,768 events; on a server, most are left to others.
        var user = new NewUser(id, name, status, Hash(source.Secret!), now.AddMilliseconds(_ids.Count / 1_000));
        // A key of an inactive user must not become valid when the user is activated.
        NewSession? session = status == UserStatus.Active ? Session(source, user) : null;
        return new ImportedUser(user, session, Request(source));
    }

    private NewSession? Session(SourceUser source, NewUser user)
    {
        if (LiveExpiry(source.KeyExpires, LongestSession) is not { } expiresAt || !IsUsual(source.Key) || Token.Hash(source.Key) is not { } hash)
            return null;

        return new NewSession(
            new FlowservSession
            {
                Id = UserSessions.NewId(),
                UserId = user.Id,
                Username = user.Name.Text,
                Label = SessionLabel,
                KeyPrefix = source.Key![..ShownKeyLength],
                CreatedAt = now,
                LastUsedAt = now,
                ExpiresAt = expiresAt,
            },
            hash);
    }

    private ImportedRequest? Request(SourceUser source) =>
        LiveExpiry(source.RequestExpires, LongestRequest) is { } expiresAt && IsUsual(source.RequestId) && Token.Hash(source.RequestId) is { } hash
            ? new ImportedRequest(hash, expiresAt)
            : null;

    // Flowserv issues 32 hexadecimal digits; a guessable key must not work here.
    private static bool IsUsual(string? secret) => secret?.Length == KeyLength && secret.All(char.IsAsciiLetterOrDigit);

    private DateTimeOffset? LiveExpiry(string? text, TimeSpan longest)
    {
        if (LocalExpiry.Parse(text, timeZone) is not { } expiresAt || expiresAt <= now)
            return null;
        return expiresAt - now < longest ? expiresAt : now + longest;
    }

    private static PasswordHash Hash(string secret) => new(PasswordSchemes.FlowservPbkdf2, secret);

    private static string Visible(string? text) => string.Concat(
        (text ?? "").EnumerateRunes().Select(rune => IsForbidden(rune) ? "\uFFFD" : rune.ToString()));

    private static bool IsForbidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
