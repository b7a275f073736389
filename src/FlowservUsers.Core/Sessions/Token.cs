using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace FlowservUsers.Sessions;

/// <summary>
/// The bearer secrets of the service, API keys and reset requests: a prefix for the kind, 256 random bits in
/// base62, and a checksum that finds typing errors and lets secret scanners recognise a leaked one.
/// </summary>
internal static class Token
{
    public const string ApiKeyPrefix = "fsk_";
    public const string ResetRequestPrefix = "fsr_";

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int PrefixLength = 4;
    private const int RandomLength = 43; // 43 × log2(62) = 256.03 bits
    private const int ChecksumLength = 6;
    private const int Length = PrefixLength + RandomLength + ChecksumLength;

    // Keys imported from flowserv have 32 characters; nothing longer than this was ever issued.
    private const int LongestAccepted = 128;

    /// <summary>Creates a new secret; the caller erases it.</summary>
    public static char[] Create(string prefix)
    {
        char[] token = new char[Length];
        prefix.CopyTo(token);
        RandomNumberGenerator.GetItems<char>(Alphabet, token.AsSpan(PrefixLength, RandomLength));
        WriteChecksum(token.AsSpan(0, Length - ChecksumLength), token.AsSpan(Length - ChecksumLength));
        return token;
    }

    /// <summary>The SHA-256 that is stored instead of a secret. Line ends, white space and a byte order mark around it come from a file and are ignored.</summary>
    /// <returns>Null for text that was certainly never issued, which need not be looked up.</returns>
    public static byte[]? Hash(ReadOnlySpan<char> token)
    {
        token = Trim(token);
        if (token.IsEmpty || token.Length > LongestAccepted || HasWrongChecksum(token))
            return null;

        Span<byte> bytes = stackalloc byte[LongestAccepted * 3];
        int count = Encoding.UTF8.GetBytes(token, bytes);
        byte[] hash = SHA256.HashData(bytes[..count]);
        CryptographicOperations.ZeroMemory(bytes[..count]);
        return hash;
    }

    /// <summary>Whether a text looks like a secret of a kind, even if some of its characters are wrong or missing.</summary>
    public static bool IsLike(ReadOnlySpan<char> text, string prefix) => Trim(text) is { Length: > RandomLength / 2 } token && token.StartsWith(prefix);

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> token)
    {
        while (!token.IsEmpty && IsAround(token[0]))
            token = token[1..];
        while (!token.IsEmpty && IsAround(token[^1]))
            token = token[..^1];
        return token;
    }

    private static bool IsAround(char character) => char.IsWhiteSpace(character) || character == '\uFEFF';

    private static bool HasWrongChecksum(ReadOnlySpan<char> token)
    {
        if (!token.StartsWith(ApiKeyPrefix) && !token.StartsWith(ResetRequestPrefix))
            return false;
        if (token.Length != Length)
            return true;

        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(token[..^ChecksumLength], checksum);
        return !token[^ChecksumLength..].SequenceEqual(checksum);
    }

    // CRC-32C of the text in ASCII: the rest is the secret, so nothing stronger is needed.
    private static void WriteChecksum(ReadOnlySpan<char> text, Span<char> checksum)
    {
        uint value = uint.MaxValue;
        foreach (char character in text)
            value = BitOperations.Crc32C(value, (byte)character);

        value = ~value;
        for (int index = checksum.Length - 1; index >= 0; index--)
        {
            checksum[index] = Alphabet[(int)(value % (uint)Alphabet.Length)];
            value /= (uint)Alphabet.Length;
        }
    }
}
