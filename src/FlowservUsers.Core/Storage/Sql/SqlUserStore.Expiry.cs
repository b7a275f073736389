namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    public FlowservExpiredItemCount CountExpired(ExpiryLimits limits, CancellationToken cancellation) => Read(
        connection => ForExpired(
            limits,
            (table, _, condition, parameters) => connection.First($"SELECT count(*) FROM {table} WHERE {condition}", row => row.GetInt64(0), parameters)),
        cancellation);

    public FlowservExpiredItemCount RemoveExpired(ExpiryLimits limits, CancellationToken cancellation) => Write(
        connection =>
        {
            // The size stands in the text: a plan for any number could be one for every row.
            FlowservExpiredItemCount removed = ForExpired(limits, (table, key, condition, parameters) => connection.Execute(
                $"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {condition} LIMIT {ExpiryLimits.BatchSize})", parameters));
            if (removed.Total > 0)
                AddEvent(connection, AuditEventType.ExpiredItemsCleared, limits.Now, null, null, removed.ToString());
            return removed;
        },
        cancellation);

    private delegate long ExpiredStatement(string table, string key, string condition, params (string Name, object? Value)[] parameters);

    private static FlowservExpiredItemCount ForExpired(ExpiryLimits limits, ExpiredStatement run)
    {
        (string, object?) now = ("@now", UnixTime.ToMilliseconds(limits.Now));
        return new FlowservExpiredItemCount
        {
            Sessions = limits.IdleSince is { } idleSince
                ? run("sessions", "key_hash", "expires_at <= @now OR last_used_at <= @idle", now, ("@idle", UnixTime.ToMilliseconds(idleSince)))
                : run("sessions", "key_hash", "expires_at <= @now", now),
            PasswordResets = run("password_resets", "user_id", "expires_at <= @now", now),
            LoginCounters = run("unknown_logins", "name_hash", "last_failed_at < @before", ("@before", UnixTime.ToMilliseconds(limits.CountersBefore))),
            AuditEvents = run("audit_events", "id", "id < @before", ("@before", AuditEventId.First(limits.AuditBefore))),
        };
    }
}
