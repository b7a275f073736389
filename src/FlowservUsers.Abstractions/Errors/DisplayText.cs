using System.Globalization;
using System.Text;

namespace FlowservUsers;

/// <summary>Makes text from outside fit to stand in a message.</summary>
public static class DisplayText
{
    private const int Longest = 80;

    /// <summary>
    /// The text on one line, without characters that steer a terminal or forge a line, and cut to a length that a person reads.
    /// </summary>
    /// <param name="text">A text from outside.</param>
    /// <returns>At most 80 characters, and an ellipsis where it was cut.</returns>
    public static string Of(string? text) => Of(text, Longest);

    /// <summary>The same without a limit of its length.</summary>
    /// <param name="text">A text, such as a path, that is only of use as a whole.</param>
    /// <returns>The text on one line.</returns>
    public static string Whole(string? text) => Of(text, int.MaxValue);

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
