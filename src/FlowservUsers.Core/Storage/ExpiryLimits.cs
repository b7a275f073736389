namespace FlowservUsers.Storage;

/// <summary>The times before which items count as expired.</summary>
internal sealed record ExpiryLimits(DateTimeOffset Now, DateTimeOffset? IdleSince, DateTimeOffset AuditBefore, DateTimeOffset CountersBefore);
