using System.Buffers;
using System.Globalization;
using System.Text;

namespace FlowservUsers.Users;

/// <summary>A valid user name: for display (NFC, trimmed), and its comparison key.</summary>
internal readonly record struct Username(string Text, string Key)
{
    /// <summary>The maximum length of a name in code points, the same as in flowserv.</summary>
    public const int MaximumLength = 512;

    /// <summary>Checks and normalises a name.</summary>
    /// <exception cref="InvalidUsernameException">The name cannot be used.</exception>
    public static Username Parse(string? given)
    {
        given ??= "";
        string? problem = Problem(given, out Username name);
        return problem is null ? name : throw new InvalidUsernameException(given, problem);
    }

    /// <summary>Checks and normalises a name to find a user by.</summary>
    public static bool TryParse(string? given, out Username name) => Problem(given ?? "", out name) is null;

    /// <summary>
    /// Converts text to the comparison form of names: NFKC, case-folded, without invisible characters. White space at the
    /// ends is kept, because the text can be the beginning of a name.
    /// </summary>
    public static string Fold(string text)
    {
        if (!IsWellFormed(text))
            return text;

        var folded = new StringBuilder(text.Length);
        foreach (Rune rune in Normalize(text, NormalizationForm.FormKC).EnumerateRunes())
        {
            // Upper first: it joins what lower case keeps apart, such as the two small sigmas.
            if (!IsInvisible(rune))
                folded.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
        }
        return Normalize(folded.ToString(), NormalizationForm.FormKC);
    }

    /// <summary>The comparison key of a name: folded, and then trimmed, because white space can precede invisible characters.</summary>
    public static string KeyOf(string text) => Fold(text).Trim();

    /// <summary>The reason against a name, as a clause; null for a valid name.</summary>
    public static string? Problem(string given, out Username name)
    {
        name = default;
        if (given.Length > 4 * MaximumLength)
            return TooLong;
        if (!IsWellFormed(given))
            return "it is not well-formed Unicode";

        string text = Normalize(Trim(given), NormalizationForm.FormC);
        if (text.Length == 0)
            return "it is empty";
        if (text.EnumerateRunes().Any(IsForbidden))
            return "it contains control characters";
        if (text.Contains(Rune.ReplacementChar.ToString(), StringComparison.Ordinal))
            return "it contains U+FFFD, which replaces a lost character: read the file in the encoding it was written in";

        string key = KeyOf(text);
        if (key.Length == 0)
            return "it has no visible characters";
        if (text.EnumerateRunes().Count() > MaximumLength || key.EnumerateRunes().Count() > MaximumLength)
            return TooLong;
        if (UserId.TryParse(key, out _))
            return "it has the form of an identifier";

        name = new Username(text, key);
        return null;
    }

    private static string TooLong => $"it is longer than {MaximumLength} characters";

    // Blanks and what nobody sees between them and the end; a mark that belongs to the last character stays.
    private static string Trim(string text)
    {
        int end = text.Length;
        for (int at = end; at > 0 && Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out Rune rune, out int length) == OperationStatus.Done && IsUnseen(rune);)
        {
            at -= length;
            if (IsBlank(rune))
                end = at;
        }

        int start = 0;
        for (int at = 0; at < end && Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out int length) == OperationStatus.Done && IsUnseen(rune);)
        {
            at += length;
            if (IsBlank(rune))
                start = at;
        }
        return text[start..end];
    }

    private static bool IsUnseen(Rune rune) => IsBlank(rune) || IsInvisible(rune);

    // A byte order mark belongs to the file, not to the first name in it.
    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value == 0xFEFF;

    // What Unicode has ignored by default, formats and reserved numbers included, and what is drawn as a blank: the blank of
    // Braille, the null notehead, the fillers. Names that look the same are the same.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value is
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x2800 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or 0x13441 or 0x13442 or 0x16FE4 or 0x1D159
        or (>= 0xE0000 and <= 0xE0FFF);

    // Where the platform has no data for it, text is compared as it was typed.
    private static string Normalize(string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (Exception exception) when (exception is ArgumentException or PlatformNotSupportedException)
        {
            return text;
        }
    }

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
