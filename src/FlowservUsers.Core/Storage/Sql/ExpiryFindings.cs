namespace FlowservUsers.Storage.Sql;

/// <summary>Counts expired items that are still stored.</summary>
internal static class ExpiryFindings
{
    public static IEnumerable<FlowservDatabaseFinding> Find(PreparedConnection connection, FlowservPolicy policy, DateTimeOffset now)
    {
        long idleSince = policy.SessionIdleTimeout is { } idle ? UnixTime.ToMilliseconds(now - idle) : long.MinValue;
        (string Name, long Count)[] expired =
        [
            ("sessions", Count(connection, "sessions WHERE expires_at <= @now OR last_used_at <= @idle", ("@now", UnixTime.ToMilliseconds(now)), ("@idle", idleSince))),
            ("reset requests", Count(connection, "password_resets WHERE expires_at <= @now", ("@now", UnixTime.ToMilliseconds(now)))),
            ("audit events", Count(connection, "audit_events WHERE id < @before", ("@before", AuditEventId.First(now - policy.AuditRetention)))),
        ];
        if (expired.All(item => item.Count == 0))
            yield break;

        yield return new FlowservDatabaseFinding
        {
            Severity = DatabaseFindingSeverity.Information,
            Code = DatabaseFindingCode.ExpiredItems,
            Message = $"{string.Join(", ", expired.Where(item => item.Count > 0).Select(item => $"{item.Name}: {item.Count}"))} "
                + "have expired. To remove them: Clear-FlowservExpiredItem",
        };
    }

    private static long Count(PreparedConnection connection, string rows, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        connection.First($"SELECT count(*) FROM {rows}", row => row.GetInt64(0), parameters);
}
