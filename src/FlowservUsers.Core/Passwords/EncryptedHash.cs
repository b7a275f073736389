using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FlowservUsers.Passwords;

/// <summary>
/// A hash from another system, encrypted with the hashing key: such a hash was made without that key, so anyone who has the
/// database could otherwise check guesses against it. AES-256-GCM; the value is the cost of the hash, in rounds of bcrypt, and the
/// nonce, the ciphertext and the tag in base64. It is bound to its user, so that it can't be given to another.
/// </summary>
internal static class EncryptedHash
{
    /// <summary>What the tag of an encrypted hash begins with, before the scheme of the hash itself.</summary>
    public const string SchemePrefix = "aes-256-gcm+";

    /// <summary>The digits that the value begins with, which tell the cost where the key isn't known.</summary>
    public const int CostDigits = 6;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Whether a hash is encrypted.</summary>
    public static bool Is(PasswordHash hash) => Is(hash.Scheme);

    /// <summary>Whether the hashes of a scheme are encrypted.</summary>
    public static bool Is(string scheme) => scheme.StartsWith(SchemePrefix, StringComparison.Ordinal);

    /// <summary>Encrypts a hash.</summary>
    /// <param name="hash">The hash of another system.</param>
    /// <param name="userId">The user that it belongs to.</param>
    /// <param name="key">The hashing key.</param>
    public static PasswordHash Make(PasswordHash hash, string userId, HashingKey key)
    {
        string scheme = SchemePrefix + hash.Scheme;
        // None of what can't be read, and at least one of what can.
        long rounds = StoredHash.Read(hash) is { } read ? Math.Max(1, read.MaximumRounds) : 0;
        string cost = rounds.ToString("D" + CostDigits, CultureInfo.InvariantCulture);
        byte[] text = Encoding.UTF8.GetBytes(hash.Value);
        byte[] bytes = new byte[NonceLength + text.Length + TagLength];
        Span<byte> nonce = bytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm cipher = key.Cipher();
        cipher.Encrypt(nonce, text, bytes.AsSpan(NonceLength, text.Length), bytes.AsSpan(NonceLength + text.Length), Bound(userId, scheme, cost));
        return new PasswordHash(scheme, cost + Convert.ToBase64String(bytes), key.Id);
    }

    /// <summary>Decrypts a hash; null if it was damaged, or made for another user or with another key.</summary>
    public static PasswordHash? Read(PasswordHash encrypted, string userId, HashingKey key)
    {
        if (encrypted.Value.Length < CostDigits || Base64.Decode(encrypted.Value[CostDigits..]) is not { Length: > NonceLength + TagLength } bytes)
            return null;
        byte[] text = new byte[bytes.Length - NonceLength - TagLength];
        try
        {
            using AesGcm cipher = key.Cipher();
            cipher.Decrypt(
                bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength, text.Length), bytes.AsSpan(NonceLength + text.Length), text,
                Bound(userId, encrypted.Scheme, encrypted.Value[..CostDigits]));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return new PasswordHash(encrypted.Scheme[SchemePrefix.Length..], Encoding.UTF8.GetString(text));
    }

    /// <summary>The cost of the hash, in rounds of bcrypt; 0 if that can't be read.</summary>
    /// <param name="value">The value, or its beginning.</param>
    public static long ReadCost(string value) =>
        value.Length >= CostDigits && long.TryParse(value.AsSpan(0, CostDigits), NumberStyles.None, CultureInfo.InvariantCulture, out long cost) ? cost : 0;

    private static byte[] Bound(string userId, string scheme, string cost) => Encoding.UTF8.GetBytes($"{userId} {scheme} {cost}");
}
