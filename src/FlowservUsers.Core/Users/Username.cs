using System.Globalization;
using System.Text;

namespace FlowservUsers.Users;

/// <summary>A valid user name: as it is shown (NFC, without blanks around it), and the key that it is compared by.</summary>
internal readonly record struct Username(string Text, string Key)
{
    /// <summary>The longest name, in code points: the limit of flowserv.</summary>
    public const int MaximumLength = 512;

    /// <summary>Checks and normalises a name.</summary>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    public static Username Parse(string? given)
    {
        given ??= "";
        string? problem = Problem(given, out Username name);
        return problem is null ? name : throw new InvalidUsernameException(given, problem);
    }

    /// <summary>Checks and normalises a name that somebody wants to find a user by.</summary>
    public static bool TryParse(string? given, out Username name) => Problem(given ?? "", out name) is null;

    /// <summary>Brings text into the form that names are compared in: NFKC, case folded, without invisible characters.</summary>
    public static string Fold(string text)
    {
        if (!IsWellFormed(text))
            return text;

        var folded = new StringBuilder(text.Length);
        foreach (Rune rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            // Upper first: it joins what lower case keeps apart, such as the two small sigmas.
            if (!IsInvisible(rune))
                folded.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
        }
        return folded.ToString().Normalize(NormalizationForm.FormKC);
    }

    // What Unicode has ignored by default beyond the category of formats, and the blank of Braille: names that look the same are the same.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value is
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F)
        or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>Says what speaks against a name, as a clause; null for a name that can be used.</summary>
    public static string? Problem(string given, out Username name)
    {
        name = default;
        if (given.Length > 4 * MaximumLength)
            return TooLong;
        if (!IsWellFormed(given))
            return "it is not well-formed Unicode";

        string text = given.Trim().Normalize(NormalizationForm.FormC);
        if (text.Length == 0)
            return "it is empty";
        if (text.EnumerateRunes().Any(IsForbidden))
            return "it has control characters";

        string key = Fold(text);
        if (key.Length == 0)
            return "it has no visible character";
        if (text.EnumerateRunes().Count() > MaximumLength || key.EnumerateRunes().Count() > MaximumLength)
            return TooLong;

        name = new Username(text, key);
        return null;
    }

    private static string TooLong => $"it is longer than {MaximumLength} characters";

    // Line separators would forge lines in a listing, and direction marks would show another name than is stored.
    private static bool IsForbidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static bool IsWellFormed(string text)
    {
        for (int index = 0; index < text.Length; index++)
        {
            if (!Rune.TryGetRuneAt(text, index, out Rune rune) || UnicodeData.IsNoncharacter(rune))
                return false;
            index += rune.Utf16SequenceLength - 1;
        }
        return true;
    }
}
