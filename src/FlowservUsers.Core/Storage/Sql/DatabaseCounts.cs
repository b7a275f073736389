namespace FlowservUsers.Storage.Sql;

/// <summary>Counts the contents of a database.</summary>
internal static class DatabaseCounts
{
    public static FlowservDatabase OfUsers(FlowservDatabase facts, PreparedConnection connection, DateTimeOffset now)
    {
        // In a damaged file several values can read as one number.
        Dictionary<UserStatus, long> byStatus = connection
            .All("SELECT status, count(*) FROM users GROUP BY status", row => (Status: (UserStatus)row.GetInt64(0), Count: row.GetInt64(1)))
            .GroupBy(row => row.Status, row => row.Count)
            .ToDictionary(status => status.Key, status => status.Sum());
        return facts with
        {
            Users = byStatus.Values.Sum(),
            ActiveUsers = byStatus.GetValueOrDefault(UserStatus.Active),
            PendingUsers = byStatus.GetValueOrDefault(UserStatus.Pending),
            DisabledUsers = byStatus.GetValueOrDefault(UserStatus.Disabled),
            LockedUsers = connection.First(
                "SELECT count(*) FROM users WHERE locked_until > @now", row => row.GetInt64(0), ("@now", UnixTime.ToMilliseconds(now))),
        };
    }

    public static FlowservDatabase OfAuditEvents(FlowservDatabase facts, PreparedConnection connection) => facts with
    {
        AuditEvents = connection.First("SELECT count(*) FROM audit_events", row => row.GetInt64(0)),
        OldestAuditEvent = connection.First<DateTimeOffset?>(
            "SELECT occurred_at FROM audit_events ORDER BY id LIMIT 1", row => UnixTime.FromMilliseconds(row.GetInt64(0))),
    };

    public static FlowservDatabase OfSessions(FlowservDatabase facts, PreparedConnection connection) =>
        facts with { Sessions = connection.First("SELECT count(*) FROM sessions", row => row.GetInt64(0)) };

    public static FlowservDatabase OfResetRequests(FlowservDatabase facts, PreparedConnection connection) =>
        facts with
        {
            PasswordResetRequests = connection.First("SELECT count(*) FROM password_resets JOIN users ON users.id = password_resets.user_id", row => row.GetInt64(0)),
            UnknownNameRequests = SqlUserStore.CountRequestsOfNobody(connection),
        };

    public static FlowservDatabase OfUnknownNames(FlowservDatabase facts, PreparedConnection connection) =>
        facts with { UnknownNameCounters = SqlUserStore.CountUnknownNames(connection) };
}
