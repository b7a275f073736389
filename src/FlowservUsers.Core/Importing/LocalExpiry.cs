using System.Globalization;

namespace FlowservUsers.Importing;

/// <summary>Reads the times of flowserv: what the clock of its server shows, without a time zone.</summary>
internal static class LocalExpiry
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF"];

    /// <summary>
    /// Converts a time. One that a change of the clock makes ambiguous, or leaves out, counts by the offset that held before
    /// the change: an expiry is a time of day plus a lifetime, and the lifetime passes by that.
    /// </summary>
    /// <returns>The time in UTC, or null if it cannot be read.</returns>
    public static DateTimeOffset? Parse(string? text, TimeZoneInfo timeZone)
    {
        if (!DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
            return null;

        TimeSpan offset;
        if (timeZone.IsAmbiguousTime(local))
            offset = timeZone.GetAmbiguousTimeOffsets(local).Max();
        else if (timeZone.IsInvalidTime(local))
            offset = timeZone.GetUtcOffset(local.AddDays(-1));
        else
            offset = timeZone.GetUtcOffset(local);
        long ticks = Math.Clamp(local.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }
}
