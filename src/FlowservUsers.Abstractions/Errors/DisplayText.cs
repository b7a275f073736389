using System.Globalization;
using System.Text;

namespace FlowservUsers;

/// <summary>Makes text from outside fit to stand in a message.</summary>
internal static class DisplayText
{
    private const int Longest = 80;
    private const int LongestPath = 4096;

    /// <summary>
    /// The text on one line, without characters that steer a terminal or forge a line, and cut to a length that a person reads.
    /// </summary>
    public static string Of(string? text) => Of(text, Longest);

    /// <summary>The same of a path, which is only of use as a whole.</summary>
    public static string OfPath(string? path) => Of(path, LongestPath);

    private static string Of(string? text, int longest)
    {
        var shown = new StringBuilder();
        foreach (Rune rune in (text ?? "").EnumerateRunes())
        {
            if (shown.Length >= longest)
                return shown.Append('…').ToString();
            shown.Append(IsVisible(rune) ? rune.ToString() : "\uFFFD");
        }
        return shown.ToString();
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
