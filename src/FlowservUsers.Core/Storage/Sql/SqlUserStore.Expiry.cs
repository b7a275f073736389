namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    public FlowservExpiredItemCount CountExpired(ExpiryLimits limits, CancellationToken cancellation) => Read(
        connection => ForExpired(
            limits, (rows, parameters) => connection.First($"SELECT count(*) {rows}", row => row.GetInt64(0), parameters)),
        cancellation);

    public FlowservExpiredItemCount RemoveExpired(ExpiryLimits limits, CancellationToken cancellation) => Write(
        connection =>
        {
            FlowservExpiredItemCount removed = ForExpired(limits, (rows, parameters) => connection.Execute($"DELETE {rows}", parameters));
            if (removed.Total > 0)
                AddEvent(connection, AuditEventType.ExpiredItemsCleared, limits.Now, null, null, removed.ToString());
            return removed;
        },
        cancellation);

    private static FlowservExpiredItemCount ForExpired(ExpiryLimits limits, Func<string, (string Name, object? Value)[], long> run)
    {
        long now = UnixTime.ToMilliseconds(limits.Now);
        return new FlowservExpiredItemCount
        {
            Sessions = limits.IdleSince is { } idleSince
                ? run(
                    "FROM sessions WHERE expires_at <= @now OR last_used_at <= @idle",
                    [("@now", now), ("@idle", UnixTime.ToMilliseconds(idleSince))])
                : run("FROM sessions WHERE expires_at <= @now", [("@now", now)]),
            PasswordResets = run("FROM password_resets WHERE expires_at <= @now", [("@now", now)]),
            LoginCounters = run(
                "FROM unknown_logins WHERE last_failed_at < @before", [("@before", UnixTime.ToMilliseconds(limits.CountersBefore))]),
            AuditEvents = run(
                "FROM audit_events WHERE id < @before", [("@before", AuditEventId.First(limits.AuditBefore))]),
        };
    }
}
