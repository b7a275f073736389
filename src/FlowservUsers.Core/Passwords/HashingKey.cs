using System.Security.Cryptography;

namespace FlowservUsers.Passwords;

/// <summary>The secret key that passwords are hashed with in the current scheme.</summary>
/// <param name="key">The key, 32 bytes.</param>
internal sealed class HashingKey(byte[] key)
{
    /// <summary>The length of a key, in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _key = key.Length == Length
        ? [.. key]
        : throw new ArgumentException($"The key of a database has {Length} bytes.", nameof(key));

    /// <summary>Computes what bcrypt is given for a password: the base64 of HMAC-SHA384 of its NFC in UTF-8.</summary>
    /// <returns>
    /// A text that stays in memory until it is collected, because the library takes a string. It is no password: it is of
    /// use only beside the key.
    /// </returns>
    public string Digest(ReadOnlySpan<char> password)
    {
        Span<byte> digest = stackalloc byte[HMACSHA384.HashSizeInBytes];
        char[] normalized = PasswordText.Normalize(password);
        byte[] bytes = PasswordText.Encode(normalized);
        try
        {
            HMACSHA384.HashData(_key, bytes, digest);
            return Convert.ToBase64String(digest);
        }
        finally
        {
            PasswordText.Erase(normalized);
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(digest);
        }
    }
}
