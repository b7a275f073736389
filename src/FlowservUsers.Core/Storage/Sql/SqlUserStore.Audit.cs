using System.Data.Common;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    public IEnumerable<FlowservAuditEvent> ListAuditEvents(AuditFilter filter, CancellationToken cancellation) => ReadPages<FlowservAuditEvent>(
        (connection, last, limit) => connection.All(
            $"""
            SELECT id, occurred_at, type, user_id, username, detail, account, machine FROM audit_events
            WHERE id >= @first AND id < @before{AuditCondition(filter)} ORDER BY id DESC LIMIT @limit
            """,
            ReadEvent,
            [.. AuditSpan(filter, last), .. AuditParameters(filter), ("@limit", (long)limit)]),
        (left, right) => right.Id.CompareTo(left.Id),
        cancellation);

    private static (string Name, object? Value)[] AuditSpan(AuditFilter filter, FlowservAuditEvent? last) =>
    [
        ("@first", filter.After is { } after ? AuditEventId.First(after) : long.MinValue),
        ("@before", last?.Id ?? (filter.Before is { } before ? AuditEventId.First(before) : long.MaxValue)),
    ];

    private static string AuditCondition(AuditFilter filter) =>
        (filter.UserId is null ? "" : " AND user_id = @user")
        + (filter.Username is null ? "" : " AND (username = @username OR lower(username) = lower(@username))")
        + (filter.Types.Count == 0 ? "" : $" AND type IN ({string.Join(", ", filter.Types.Select((_, index) => $"@type{index}"))})");

    private static IEnumerable<(string Name, object? Value)> AuditParameters(AuditFilter filter)
    {
        if (filter.UserId is not null)
            yield return ("@user", filter.UserId);
        if (filter.Username is not null)
            yield return ("@username", filter.Username);
        int index = 0;
        foreach (AuditEventType type in filter.Types)
            yield return ($"@type{index++}", type.ToString());
    }

    /// <summary>Adds an event, to be called in the transaction of what it records.</summary>
    internal static void AddEvent(
        PreparedConnection connection, AuditEventType type, DateTimeOffset now, string? userId, string? username, string? detail = null) =>
        connection.Add(
            connection.InsertAuditEvent,
            ("@first", AuditEventId.First(now)), ("@now", UnixTime.ToMilliseconds(now)), ("@type", type.ToString()), ("@user", userId), ("@username", username), ("@detail", detail),
            ("@account", Actor.Account), ("@machine", Actor.Machine));

    private static FlowservAuditEvent ReadEvent(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        OccurredAt = UnixTime.FromMilliseconds(row.GetInt64(1)),
        Type = Enum.TryParse(row.GetString(2), out AuditEventType type) && Enum.IsDefined(type) ? type : throw new FormatException("The stored text is not a type of event."),
        UserId = row.IsDBNull(3) ? null : row.GetString(3),
        Username = row.IsDBNull(4) ? null : row.GetString(4),
        Detail = row.IsDBNull(5) ? null : row.GetString(5),
        Account = row.IsDBNull(6) ? null : row.GetString(6),
        Machine = row.IsDBNull(7) ? null : row.GetString(7),
    };
}
