namespace FlowservUsers;

/// <summary>Times as they are stored: whole milliseconds since 1970, UTC.</summary>
internal static class UnixTime
{
    /// <summary>Stands for "without end".</summary>
    private const long Endless = long.MaxValue;

    private static readonly long Least = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Most = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Reads a stored time.</summary>
    /// <exception cref="FormatException">No time is stored like this.</exception>
    public static DateTimeOffset FromMilliseconds(long milliseconds)
    {
        if (milliseconds == Endless)
            return DateTimeOffset.MaxValue;
        return milliseconds >= Least && milliseconds <= Most
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new FormatException("The stored number is not a time.");
    }

    public static long ToMilliseconds(DateTimeOffset time) => time == DateTimeOffset.MaxValue
        ? Endless
        : time.ToUnixTimeMilliseconds();

    /// <summary>The current time with the precision that is stored, so that an object equals one that is read later.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) =>
        DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
