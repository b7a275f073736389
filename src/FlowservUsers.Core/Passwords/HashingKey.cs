using System.Security.Cryptography;
using System.Text;

namespace FlowservUsers.Passwords;

/// <summary>A secret key that passwords are hashed with in the current scheme.</summary>
internal sealed class HashingKey
{
    /// <summary>The length of a key, in bytes.</summary>
    public const int Length = 32;

    /// <summary>The prefix that is digested together with the key to make an id.</summary>
    public const string IdPurpose = "FlowservUsers hashing key";

    /// <summary>How many bytes of the digest an id is made of.</summary>
    public const int IdLength = 8;

    // Different from what passwords are hashed with, because no key should serve two algorithms.
    private static readonly byte[] CipherPurpose = "FlowservUsers encryption of hashes"u8.ToArray();

    private readonly byte[] _key;
    private readonly Lazy<byte[]> _cipherKey;

    /// <param name="key">The key, 32 bytes.</param>
    public HashingKey(byte[] key)
    {
        _key = key.Length == Length ? [.. key] : throw new ArgumentException($"A hashing key has {Length} bytes.", nameof(key));
        _cipherKey = new(() => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, Length, info: CipherPurpose));
        Id = Convert.ToHexString(SHA256.HashData([.. Encoding.UTF8.GetBytes(IdPurpose), .. key]), 0, IdLength).ToLowerInvariant();
    }

    /// <summary>Identifies a key even if its value is not known: 16 hexadecimal digits that are derived from the key.</summary>
    public string Id { get; }

    /// <summary>The secret itself.</summary>
    public ReadOnlySpan<byte> Value => _key;

    /// <summary>Creates a new key.</summary>
    public static HashingKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The cipher for hashes of other systems, with a key that is derived from this one.</summary>
    public AesGcm Cipher() => new(_cipherKey.Value, AesGcm.TagByteSizes.MaxSize);

    /// <summary>Computes what bcrypt is given for a password: the base64 of HMAC-SHA384 of its NFC in UTF-8.</summary>
    /// <returns>
    /// A text that stays in memory until it is collected, because the library takes a string. It is not the password, and
    /// only useful with the key.
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
