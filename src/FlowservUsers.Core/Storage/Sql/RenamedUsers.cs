using FlowservUsers.Users;

namespace FlowservUsers.Storage.Sql;

/// <summary>
/// The users who get another name while a listing by name goes on: who was on a page before is not listed again further on.
/// It reads the events of renaming that have come since the page before, and keeps nothing of other users.
/// </summary>
/// <param name="filter">The filter of the listing.</param>
/// <param name="compare">The order of the listing.</param>
internal sealed class RenamedUsers(UserFilter filter, Comparison<string> compare)
{
    private const string Was = "was ";

    private readonly HashSet<string> _listed = [];
    private Answer<long>? _begun;
    private long? _newest;

    /// <summary>The detail of an event of renaming.</summary>
    public static string Detail(string formerName) => Was + formerName;

    /// <summary>Begins; to be sent before the first page is asked for, or together with it.</summary>
    public void Begin(PreparedConnection connection) =>
        _begun = connection.Ask("SELECT max(id) FROM audit_events", row => row.IsDBNull(0) ? 0 : row.GetInt64(0));

    /// <summary>Asks who was renamed since the page before; to be sent after the next page is asked for, or together with it.</summary>
    public Answer<List<RenamedUser>> Ask(PreparedConnection connection) => connection.AskAll(
        "SELECT id, user_id, detail FROM audit_events WHERE id > @newest AND type = @type AND user_id IS NOT NULL ORDER BY id",
        row => new RenamedUser(row.GetInt64(0), row.GetString(1), FormerKey(row.IsDBNull(2) ? "" : row.GetString(2))),
        ("@newest", _newest ??= _begun!.Value), ("@type", nameof(AuditEventType.UserRenamed)));

    /// <summary>Looks at a page that was just read.</summary>
    /// <param name="renamed">Who was renamed since the page before.</param>
    /// <param name="last">The last key of the page before.</param>
    /// <param name="page">The identifiers on the page.</param>
    /// <returns>Those who have been listed before.</returns>
    public HashSet<string> ListedBefore(List<RenamedUser> renamed, string last, IReadOnlyCollection<string> page)
    {
        foreach ((long id, string userId, string key) in renamed)
        {
            _newest = id;
            if (compare(key, last) <= 0 && compare(key, filter.KeyFrom) >= 0 && (filter.KeyBefore is null || compare(key, filter.KeyBefore) < 0))
                _listed.Add(userId);
        }

        HashSet<string> before = [.. page.Where(_listed.Contains)];
        _listed.UnionWith(renamed.Select(user => user.UserId).Where(page.Contains));
        return before;
    }

    /// <summary>A renaming.</summary>
    /// <param name="Id">The number of the event.</param>
    /// <param name="UserId">The user.</param>
    /// <param name="Key">The key of the name before.</param>
    internal readonly record struct RenamedUser(long Id, string UserId, string Key);

    private static string FormerKey(string detail) => Username.KeyOf(detail.StartsWith(Was, StringComparison.Ordinal) ? detail[Was.Length..] : detail);
}
