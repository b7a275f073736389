namespace FlowservUsers.Storage.Sql;

/// <summary>
/// The identifier of an audit event: the milliseconds since 1970 and, in the lower 15 bits, a count within the millisecond.
/// More than that would leave no room for the times of the year 9999.
/// </summary>
internal static class AuditEventId
{
    /// <summary>How many events a millisecond has room for: 32,768.</summary>
    public const int PerMillisecond = 1 << CountBits;

    private const int CountBits = 15;

    /// <summary>The least identifier of a time.</summary>
    public static long First(DateTimeOffset time) => time.ToUnixTimeMilliseconds() << CountBits;
}
