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
    private long _newest;

    /// <summary>The detail of an event of renaming.</summary>
    public static string Detail(string formerName) => Was + formerName;

    /// <summary>Begins before the first page.</summary>
    public void Begin(PreparedConnection connection) =>
        _newest = connection.First("SELECT max(id) FROM audit_events", row => row.IsDBNull(0) ? 0 : row.GetInt64(0));

    /// <summary>Looks at a page that was just read.</summary>
    /// <param name="connection">The connection that read it.</param>
    /// <param name="last">The last key of the page before.</param>
    /// <param name="page">The identifiers on the page.</param>
    /// <returns>Those who have been listed before.</returns>
    public HashSet<string> ListedBefore(PreparedConnection connection, string last, IReadOnlyCollection<string> page)
    {
        List<(long Id, string UserId, string Key)> renamed = connection.All(
            "SELECT id, user_id, detail FROM audit_events WHERE id > @newest AND type = @type AND user_id IS NOT NULL ORDER BY id",
            row => (row.GetInt64(0), row.GetString(1), FormerKey(row.IsDBNull(2) ? "" : row.GetString(2))),
            ("@newest", _newest), ("@type", nameof(AuditEventType.UserRenamed)));
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

    private static string FormerKey(string detail) => Username.KeyOf(detail.StartsWith(Was, StringComparison.Ordinal) ? detail[Was.Length..] : detail);
}
