using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using FlowservUsers.Secrets;

namespace FlowservUsers.Binding;

/// <summary>
/// Lets a time span parameter also take a number with a unit, such as 90d, 12h or 30m, and rejects values that PowerShell
/// would not read as they look.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed partial class DurationAttribute : ArgumentTransformationAttribute
{
    private const string Help = "Write a number and a unit (90d, 12h, 30m, 45s), or [days.]hours:minutes[:seconds], such as 8:30 or 90.00:00.";

    private static readonly Dictionary<string, TimeSpan> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ms"] = TimeSpan.FromMilliseconds(1),
        ["s"] = TimeSpan.FromSeconds(1),
        ["m"] = TimeSpan.FromMinutes(1),
        ["h"] = TimeSpan.FromHours(1),
        ["d"] = TimeSpan.FromDays(1),
        ["w"] = TimeSpan.FromDays(7),
    };

    /// <summary>Converts a string to a time span.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A time span, a string, or null.</param>
    /// <returns>A time span, or null.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value is not a duration, or is a number without a unit.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => InputRow.Unwrap(inputData) switch
    {
        null => null,
        TimeSpan time => time,
        // To PowerShell, 90d and 45s are numbers, but it still knows how they were typed.
        var other => PlainText.Of(inputData) is { } text ? Parse(text) : throw Refuse(other, "is not a duration"),
    };

    private static TimeSpan Parse(string text)
    {
        if (NumberWithUnit().Match(text) is { Success: true } match)
        {
            double number = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            double ticks = number * Units[match.Groups["unit"].Value].Ticks;
            return Math.Abs(ticks) < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)ticks) : throw Refuse(text, "is too long");
        }
        if (NumberAlone().IsMatch(text))
            throw Refuse(text, "has no unit");
        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time))
            throw Refuse(text, "is not a duration");
        // 24:00:00 would be read as 24 days, and 36:00 would not be read at all.
        return time.Days == 0 || text.TrimStart('-').IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot < text.IndexOf(':', StringComparison.Ordinal)
            ? time
            : throw Refuse(text, $"would be read as {time.Days} days");
    }

    private static ArgumentTransformationMetadataException Refuse(object given, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{given}' {reason}. {Help}"));

    [GeneratedRegex(@"^\s*(?<number>-?[0-9]+(\.[0-9]+)?)\s*(?<unit>ms|s|m|h|d|w)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberWithUnit();

    [GeneratedRegex(@"^\s*-?[0-9]+([.,][0-9]+)?\s*$")]
    private static partial Regex NumberAlone();
}
