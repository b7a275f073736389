using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FlowservUsers.Sessions;

/// <summary>
/// The bearer secrets of the service, API keys and reset requests: a prefix that tells what it is, 256 random bits in
/// base62, and a checksum by which other programs find typing errors, and secret scanners recognise a leaked one.
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

    // Keys taken over from flowserv are 32 characters; nothing longer than this was ever given out.
    private const int LongestAccepted = 128;

    /// <summary>Makes a new secret; the caller erases it.</summary>
    public static char[] Create(string prefix)
    {
        char[] token = new char[Length];
        prefix.CopyTo(token);
        RandomNumberGenerator.GetItems<char>(Alphabet, token.AsSpan(PrefixLength, RandomLength));
        WriteChecksum(token.AsSpan(0, Length - ChecksumLength), token.AsSpan(Length - ChecksumLength));
        return token;
    }

    /// <summary>The SHA-256 that is stored in place of a secret. A wrong checksum is not looked for: nothing is found by it anyway.</summary>
    /// <returns>Null for text that was surely never given out; it need not be looked up.</returns>
    public static byte[]? Hash(ReadOnlySpan<char> token)
    {
        if (token.IsEmpty || token.Length > LongestAccepted)
            return null;

        Span<byte> bytes = stackalloc byte[LongestAccepted * 3];
        int count = Encoding.UTF8.GetBytes(token, bytes);
        byte[] hash = SHA256.HashData(bytes[..count]);
        CryptographicOperations.ZeroMemory(bytes[..count]);
        return hash;
    }

    private static void WriteChecksum(ReadOnlySpan<char> text, Span<char> checksum)
    {
        Span<byte> bytes = stackalloc byte[Length * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        int count = Encoding.UTF8.GetBytes(text, bytes);
        SHA256.HashData(bytes[..count], hash);
        CryptographicOperations.ZeroMemory(bytes);

        uint value = BinaryPrimitives.ReadUInt32BigEndian(hash);
        for (int index = checksum.Length - 1; index >= 0; index--)
        {
            checksum[index] = Alphabet[(int)(value % (uint)Alphabet.Length)];
            value /= (uint)Alphabet.Length;
        }
    }
}
