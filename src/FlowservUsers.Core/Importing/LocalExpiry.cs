using System.Globalization;

namespace FlowservUsers.Importing;

/// <summary>Reads flowserv's times: the local time of its server, without a time zone.</summary>
internal static class LocalExpiry
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF"];

    /// <summary>
    /// Converts a time. One that a clock change makes ambiguous or skips is read with the offset that applied before
    /// the change: an expiry is a time of day plus a lifetime, and this preserves the lifetime.
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
