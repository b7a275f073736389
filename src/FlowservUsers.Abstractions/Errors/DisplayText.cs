using System.Globalization;
using System.Text;

namespace FlowservUsers;

/// <summary>Makes external text safe to show in a message.</summary>
public static class DisplayText
{
    private const int Longest = 80;

    /// <summary>
    /// The text on one line, without characters that could control a terminal or forge a line, shortened to a readable length.
    /// </summary>
    /// <param name="text">The external text.</param>
    /// <returns>At most 80 characters, and an ellipsis if it was shortened.</returns>
    public static string Of(string? text) => Of(text, Longest);

    /// <summary>The same without a length limit.</summary>
    /// <param name="text">A text, such as a path, that is only useful in full.</param>
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
