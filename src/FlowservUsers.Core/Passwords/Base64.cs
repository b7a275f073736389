namespace FlowservUsers.Passwords;

/// <summary>Base64 as programs write it. The runtime's decoder is lenient: it skips white space, and ignores bits that are left over.</summary>
internal static class Base64
{
    /// <summary>Decodes a text; null if it is not what would be written for the same bytes.</summary>
    public static byte[]? Decode(string text)
    {
        byte[] bytes = new byte[text.Length * 3 / 4];
        return Convert.TryFromBase64String(text, bytes, out int length) && Convert.ToBase64String(bytes.AsSpan(0, length)) == text
            ? bytes[..length]
            : null;
    }
}
