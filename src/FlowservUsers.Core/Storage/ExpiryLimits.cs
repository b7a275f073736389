namespace FlowservUsers.Storage;

/// <summary>The times before which items count as expired.</summary>
internal sealed record ExpiryLimits(DateTimeOffset Now, DateTimeOffset? IdleSince, DateTimeOffset AuditBefore, DateTimeOffset CountersBefore)
{
    /// <summary>How many items of a kind are removed at a time: while they are, nobody else can write to a file.</summary>
    public const int BatchSize = 1_000;
}
