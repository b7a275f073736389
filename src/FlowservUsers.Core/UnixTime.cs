namespace FlowservUsers;

/// <summary>Times as they are stored: whole milliseconds since 1970, UTC.</summary>
internal static class UnixTime
{
    /// <summary>Stands for "without end".</summary>
    private const long Endless = long.MaxValue;

    public static DateTimeOffset FromMilliseconds(long milliseconds) => milliseconds == Endless
        ? DateTimeOffset.MaxValue
        : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static long ToMilliseconds(DateTimeOffset time) => time == DateTimeOffset.MaxValue
        ? Endless
        : time.ToUnixTimeMilliseconds();

    /// <summary>Now, as precise as it can be stored, so that an object equals what a later reading gives.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) =>
        DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
