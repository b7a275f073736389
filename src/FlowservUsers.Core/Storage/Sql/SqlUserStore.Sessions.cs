using System.Data.Common;
using FlowservUsers.Policy;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    private const string SessionColumns =
        "sessions.id, sessions.user_id, users.username, sessions.label, sessions.key_prefix, sessions.created_at, sessions.last_used_at, sessions.expires_at";

    private const string SelectRecognized =
        $"""
        SELECT {UserColumns.List}, sessions.id, sessions.last_used_at, sessions.expires_at,
               (SELECT value FROM settings WHERE name = 'SessionIdleTimeout')
        FROM sessions JOIN users ON users.id = sessions.user_id WHERE sessions.key_hash = @hash
        """;

    private static readonly Func<PreparedConnection, byte[], RecognizedSession?> FindByKey = (connection, hash) =>
    {
        using DbDataReader row = connection.Query(SelectRecognized, ("@hash", hash));
        return row.Read() ? ReadRecognized(row) : null;
    };

    public RecognizedSession? FindSession(byte[] keyHash, CancellationToken cancellation) =>
        Read(connection => FindByKey(connection, keyHash), cancellation);

    public FlowservSession? DescribeSession(byte[] keyHash, CancellationToken cancellation) => Read(
        connection => connection.First(
            $"SELECT {SessionColumns} FROM sessions JOIN users ON users.id = sessions.user_id WHERE sessions.key_hash = @hash",
            ReadSession,
            ("@hash", keyHash)),
        cancellation);

    public void TouchSession(byte[] keyHash, DateTimeOffset now) => TryWriteNow(
        connection => connection.Execute(
            "UPDATE sessions SET last_used_at = @now WHERE key_hash = @hash AND last_used_at < @now",
            ("@now", UnixTime.ToMilliseconds(now)), ("@hash", keyHash)));

    public bool EndSession(byte[] keyHash, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection => End(connection, FindByKey(connection, keyHash), AuditEventType.LoggedOut, now),
        cancellation);

    public bool RevokeSession(string sessionId, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            byte[]? hash = connection.First(
                "SELECT key_hash FROM sessions WHERE id = @id", row => row.GetFieldValue<byte[]>(0), ("@id", sessionId));
            return hash is not null && End(connection, FindByKey(connection, hash), AuditEventType.SessionRevoked, now);
        },
        cancellation);

    public int EndSessionsOfUser(string userId, AuditEventType type, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            // Sessions are opened under the same lock, so that none comes in between.
            FlowservUser? user = LockUser(connection, userId);
            int ended = DeleteSessionsOfUser(connection, userId);
            if (ended > 0 && user is not null)
                AddEvent(connection, type, now, user.Id, user.Username, $"all sessions: {ended}");
            return ended;
        },
        cancellation);

    public FlowservSession? DescribeSession(string sessionId, CancellationToken cancellation) => Read(
        connection => connection.First(
            $"SELECT {SessionColumns} FROM sessions JOIN users ON users.id = sessions.user_id WHERE sessions.id = @id",
            ReadSession,
            ("@id", sessionId)),
        cancellation);

    public IEnumerable<FlowservSession> ListSessions(SessionFilter filter, CancellationToken cancellation) => ReadPages<FlowservSession>(
        (connection, last, limit) => connection.All(
            $"""
            SELECT {SessionColumns} FROM sessions JOIN users ON users.id = sessions.user_id
            WHERE sessions.expires_at >= @from AND (sessions.expires_at > @from OR sessions.id > @after) AND {SessionCondition(filter)}
            ORDER BY sessions.expires_at, sessions.id LIMIT @limit
            """,
            ReadSession,
            [.. SessionParameters(filter, last), ("@limit", (long)limit)]),
        (left, right) => (left.ExpiresAt, CompareKeys(left.Id, right.Id)).CompareTo((right.ExpiresAt, 0)),
        cancellation);

    // Who has not used a session since then has lost it. The setting is read with the page, which saves a round trip to a server.
    private const string IdleSince =
        "(SELECT coalesce(max(@now - value), @never) FROM settings WHERE name = 'SessionIdleTimeout' AND value >= @minimumIdle AND value <= @maximumIdle)";

    private static string SessionCondition(SessionFilter filter)
    {
        const string ended = $"(sessions.expires_at <= @now OR sessions.last_used_at <= {IdleSince} OR users.status <> 1)";
        return (filter.Expired ? ended : $"NOT {ended}") + (filter.UserId is null ? "" : " AND sessions.user_id = @user");
    }

    private static IEnumerable<(string Name, object? Value)> SessionParameters(SessionFilter filter, FlowservSession? last)
    {
        long now = UnixTime.ToMilliseconds(filter.Now);
        long first = filter.Expired ? 0 : now + 1;
        yield return ("@from", last is null ? first : UnixTime.ToMilliseconds(last.ExpiresAt));
        yield return ("@after", last?.Id ?? "");
        yield return ("@now", now);
        yield return ("@never", long.MinValue);
        yield return ("@minimumIdle", PolicySettings.IdleTimeoutRange.Minimum);
        yield return ("@maximumIdle", PolicySettings.IdleTimeoutRange.Maximum);
        if (filter.UserId is not null)
            yield return ("@user", filter.UserId);
    }

    private static void AddSession(PreparedConnection connection, NewSession session) => connection.Execute(
        """
        INSERT INTO sessions (key_hash, id, user_id, label, key_prefix, created_at, last_used_at, expires_at)
        VALUES (@hash, @id, @user, @label, @prefix, @created, @used, @expires)
        """,
        ("@hash", session.KeyHash), ("@id", session.Session.Id), ("@user", session.Session.UserId), ("@label", session.Session.Label),
        ("@prefix", session.Session.KeyPrefix), ("@created", UnixTime.ToMilliseconds(session.Session.CreatedAt)),
        ("@used", UnixTime.ToMilliseconds(session.Session.LastUsedAt)), ("@expires", UnixTime.ToMilliseconds(session.Session.ExpiresAt)));

    private static void MakeRoomForSession(PreparedConnection connection, FlowservSession opened, int maximumSessions) => connection.Execute(
        """
        DELETE FROM sessions WHERE key_hash IN (
            SELECT key_hash FROM sessions WHERE user_id = @user AND expires_at > @now
            ORDER BY last_used_at DESC, created_at DESC LIMIT 1000000 OFFSET @keep)
        """,
        ("@user", opened.UserId), ("@now", UnixTime.ToMilliseconds(opened.CreatedAt)), ("@keep", maximumSessions - 1L));

    private static bool End(PreparedConnection connection, RecognizedSession? session, AuditEventType type, DateTimeOffset now)
    {
        // Another may have ended it just now.
        if (session is not { } found || connection.Execute("DELETE FROM sessions WHERE id = @id", ("@id", found.SessionId)) == 0)
            return false;

        AddEvent(connection, type, now, found.User.Id, found.User.Username, $"session {found.SessionId}");
        return true;
    }

    private static int DeleteSessionsOfUser(PreparedConnection connection, string userId) =>
        connection.Execute("DELETE FROM sessions WHERE user_id = @user", ("@user", userId));

    private static RecognizedSession ReadRecognized(DbDataReader row) => new(
        row.GetString(UserColumns.Count),
        UserColumns.Read(row),
        UnixTime.FromMilliseconds(row.GetInt64(UserColumns.Count + 1)),
        UnixTime.FromMilliseconds(row.GetInt64(UserColumns.Count + 2)),
        row.IsDBNull(UserColumns.Count + 3) ? null : PolicySettings.ReadIdleTimeout(row.GetInt64(UserColumns.Count + 3)));

    private static FlowservSession ReadSession(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        UserId = row.GetString(1),
        Username = row.GetString(2),
        Label = row.IsDBNull(3) ? null : row.GetString(3),
        KeyPrefix = row.GetString(4),
        CreatedAt = UnixTime.FromMilliseconds(row.GetInt64(5)),
        LastUsedAt = UnixTime.FromMilliseconds(row.GetInt64(6)),
        ExpiresAt = UnixTime.FromMilliseconds(row.GetInt64(7)),
    };
}
