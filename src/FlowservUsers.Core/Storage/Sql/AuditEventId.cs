namespace FlowservUsers.Storage.Sql;

/// <summary>
/// The identifier of an audit event: the milliseconds since 1970 and, in the lower 20 bits, a count within the millisecond.
/// </summary>
internal static class AuditEventId
{
    /// <summary>How many events a millisecond has room for.</summary>
    public const int PerMillisecond = 1 << CountBits;

    private const int CountBits = 20;

    /// <summary>The least identifier of a time; the nearest there is for a time that is out of range.</summary>
    public static long First(DateTimeOffset time) => time.ToUnixTimeMilliseconds() switch
    {
        > long.MaxValue >> CountBits => long.MaxValue,
        < long.MinValue >> CountBits => long.MinValue,
        var milliseconds => milliseconds << CountBits,
    };
}
