namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    private readonly record struct KeyedUser(string? Key, FlowservUser User);

    public IEnumerable<FlowservUser> ListUsers(UserFilter filter, long skip, CancellationToken cancellation)
    {
        var renamed = new RenamedUsers(filter, CompareKeys);
        HashSet<string> listedBefore = [];
        IEnumerable<KeyedUser> rows = ReadPages<KeyedUser>(
            (connection, last, limit) =>
            {
                if (last.Key is null)
                    renamed.Begin(connection);
                Answer<List<KeyedUser>> page = AskPage(connection, last, limit);
                Answer<List<RenamedUsers.RenamedUser>>? since = last.Key is null ? null : renamed.Ask(connection);
                connection.Send();
                if (since is not null)
                    listedBefore = renamed.ListedBefore(since.Value, last.Key!, page.Value.ConvertAll(row => row.User.Id));
                return page.Value;
            },
            (left, right) => CompareKeys(left.Key!, right.Key!),
            cancellation);
        foreach (KeyedUser row in rows)
        {
            if (!listedBefore.Contains(row.User.Id))
                yield return row.User;
        }

        Answer<List<KeyedUser>> AskPage(PreparedConnection connection, KeyedUser last, int limit) => connection.AskAll(
            $"SELECT {UserColumns.List}, users.username_key FROM users WHERE {Condition(filter, next: last.Key is not null)} "
            + "ORDER BY users.username_key LIMIT @limit OFFSET @skip",
            row => new KeyedUser(row.GetString(UserColumns.Count), UserColumns.Read(row)),
            [.. Parameters(filter, last.Key), ("@limit", (long)limit), ("@skip", last.Key is null ? skip : 0L)]);
    }

    public long CountUsers(UserFilter filter, CancellationToken cancellation) => Read(
        connection => connection.First(
            $"SELECT count(*) FROM users WHERE {Condition(filter, next: false)}",
            row => row.GetInt64(0),
            [.. Parameters(filter, null)]),
        cancellation);

    private static string Condition(UserFilter filter, bool next) =>
        (next ? "users.username_key > @from" : "users.username_key >= @from")
        + (filter.KeyBefore is null ? "" : " AND users.username_key < @before")
        // Each operator has built-in types, so that no operator of another role fits better.
        + " AND ((CAST(1 AS bigint) << users.status) & @statuses) <> 0"
        + (filter.LockedAt is null ? "" : " AND users.locked_until > @now");

    private static IEnumerable<(string Name, object? Value)> Parameters(UserFilter filter, string? lastKey)
    {
        yield return ("@from", lastKey ?? filter.KeyFrom);
        if (filter.KeyBefore is not null)
            yield return ("@before", filter.KeyBefore);
        yield return ("@statuses", filter.StatusBits);
        if (filter.LockedAt is { } now)
            yield return ("@now", UnixTime.ToMilliseconds(now));
    }
}
