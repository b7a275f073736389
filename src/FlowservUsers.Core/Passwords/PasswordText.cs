using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FlowservUsers.Passwords;

/// <summary>How password characters are treated: Unicode normalisation, counting, encoding, white space.</summary>
internal static class PasswordText
{
    /// <summary>The maximum number of code points in a password, after normalisation.</summary>
    public const int MostCodePoints = 1_024;

    /// <summary>
    /// More UTF-16 units than any text has that is 1,024 code points after normalisation (NFC makes at most four code
    /// points into one): anything longer is too long without normalising it.
    /// </summary>
    public const int MostUnits = MostCodePoints * 4 * 2;

    // What one unit can become in NFC (Unicode Standard Annex 15, table "Maximum Expansion Factors").
    private const int MostUnitsOfOne = 3;

    // Everything below the first combining mark is in NFC already.
    private const char FirstCombiningMark = '\u0300';

    /// <summary>
    /// Copies a text in Unicode normalisation form C. Text without that form (a lone surrogate) is copied unchanged.
    /// </summary>
    /// <returns>The characters, which the caller erases.</returns>
    public static char[] Normalize(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyExceptInRange('\0', (char)(FirstCombiningMark - 1)) < 0)
            return text.ToArray();

        return TryNormalize(text, out string? normalized) ? normalized.ToCharArray() : NormalizeParts(text);
    }

    // Windows' own normalisation refuses noncharacters, and ICU's refuses one of them. Nothing is composed across
    // one, so normalising the parts between them gives the same result everywhere.
    private static char[] NormalizeParts(ReadOnlySpan<char> text)
    {
        char[] buffer = new char[text.Length * MostUnitsOfOne];
        int length = 0;
        int start = 0;
        int index = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            index += rune.Utf16SequenceLength;
            if (!UnicodeData.IsNoncharacter(rune) && index < text.Length)
                continue;

            int end = UnicodeData.IsNoncharacter(rune) ? index - rune.Utf16SequenceLength : index;
            ReadOnlySpan<char> part = TryNormalize(text[start..end], out string? normalized) ? normalized : text[start..end];
            part.CopyTo(buffer.AsSpan(length));
            text[end..index].CopyTo(buffer.AsSpan(length + part.Length));
            length += part.Length + index - end;
            start = index;
        }

        char[] whole = buffer[..length];
        Erase(buffer);
        return whole;
    }

    // Before .NET 10 the runtime normalises strings only: for these texts a transient string can't be avoided.
    private static bool TryNormalize(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? normalized)
    {
        try
        {
            normalized = new string(text).Normalize(NormalizationForm.FormC);
            return true;
        }
        catch (ArgumentException)
        {
            normalized = null;
            return false;
        }
    }

    /// <summary>True if a hash can be of the text: it is not blank, and at most 1,024 code points after normalisation.</summary>
    public static bool CanBePassword(ReadOnlySpan<char> text)
    {
        if (text.Length > MostUnits || Trim(text).IsEmpty)
            return false;

        char[] normalized = Normalize(text);
        int codePoints = CountCodePoints(normalized);
        Erase(normalized);
        return codePoints <= MostCodePoints;
    }

    /// <summary>The number of code points; a lone surrogate counts as one.</summary>
    public static int CountCodePoints(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (Rune _ in text.EnumerateRunes())
            count++;
        return count;
    }

    /// <summary>
    /// Encodes in UTF-8. A lone surrogate, which has no UTF-8, is written as the three bytes its number would have
    /// (replacing it, as the runtime's encoder does, would make different passwords equal).
    /// </summary>
    /// <returns>The bytes, which the caller erases.</returns>
    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(text.Length * 3);
        int length = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int consumed) == System.Buffers.OperationStatus.Done)
            {
                length += rune.EncodeToUtf8(buffer.AsSpan(length));
            }
            else
            {
                buffer[length++] = (byte)(0xE0 | (text[0] >> 12));
                buffer[length++] = (byte)(0x80 | ((text[0] >> 6) & 0x3F));
                buffer[length++] = (byte)(0x80 | (text[0] & 0x3F));
                consumed = 1;
            }
            text = text[consumed..];
        }

        byte[] bytes = buffer[..length];
        CryptographicOperations.ZeroMemory(buffer);
        return bytes;
    }

    /// <summary>True if the text is well-formed UTF-16.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int consumed) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[consumed..];
        }
        return true;
    }

    /// <summary>The text without the white space at its ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && IsWhiteSpace(text[0]))
            text = text[1..];
        while (!text.IsEmpty && IsWhiteSpace(text[^1]))
            text = text[..^1];
        return text;
    }

    /// <summary>Overwrites characters that are no longer needed.</summary>
    public static void Erase(Span<char> text) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text));

    // White space as Python's str.strip has it, which is the runtime's and the four separators of ASCII: flowserv used it.
    private static bool IsWhiteSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F';
}
