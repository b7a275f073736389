using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace FlowservUsers.Passwords;

/// <summary>
/// A PBKDF2 hash, stored in passlib's format, <c>$pbkdf2-sha256$rounds$salt$digest</c>. Salt and digest are in passlib's own
/// base64: '.' instead of '+', no padding.
/// </summary>
internal sealed class StoredPbkdf2 : StoredHash
{
    /// <summary>The maximum number of rounds for one hash: passlib writes 29,000, Django 1,200,000.</summary>
    public const int MostRounds = 2_000_000;

    /// <summary>The longest salt that passlib itself accepts, in bytes.</summary>
    public const int LongestSalt = 1_024;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly Pbkdf2Function _function;
    private readonly int _rounds;
    private readonly byte[] _salt;
    private readonly byte[] _digest;

    private StoredPbkdf2(Pbkdf2Function function, int rounds, byte[] salt, byte[] digest)
    {
        _function = function;
        _rounds = rounds;
        _salt = salt;
        _digest = digest;
    }

    /// <summary>Reads a hash; null if it is not one of this function, or exceeds the cost limit.</summary>
    public static StoredPbkdf2? Read(Pbkdf2Function function, string value)
    {
        if (!value.StartsWith(function.Prefix, StringComparison.Ordinal))
            return null;

        string[] parts = value[function.Prefix.Length..].Split('$', 4);
        return parts.Length == 3 && ReadRounds(parts[0]) is { } rounds && Decode(parts[1]) is { } salt && Decode(parts[2]) is { } digest
            ? Create(function, rounds, salt, digest)
            : null;
    }

    /// <summary>Converts a hash in another program's format to what is stored.</summary>
    /// <returns>The same hash in the format of passlib; null if it is not one, or exceeds the cost limit.</returns>
    public static PasswordHash? Convert(Pbkdf2Function function, int rounds, byte[] salt, byte[] digest) =>
        Create(function, rounds, salt, digest) is null
            ? null
            : new PasswordHash(function.Scheme, string.Create(CultureInfo.InvariantCulture, $"{function.Prefix}{rounds}${Encode(salt)}${Encode(digest)}"));

    /// <summary>Reads a number of rounds; null if it is not a number, or exceeds the limit for one hash.</summary>
    public static int? ReadRounds(string text) =>
        !text.StartsWith('0') && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) && rounds <= MostRounds
            ? rounds
            : null;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> password, HashFunctions functions, HashingKey key)
    {
        Span<byte> computed = stackalloc byte[_digest.Length];
        byte[] bytes = PasswordText.Encode(password);
        try
        {
            functions.Pbkdf2(_function.Algorithm, bytes, _salt, _rounds, computed);
            return CryptographicOperations.FixedTimeEquals(computed, _digest);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(computed);
        }
    }

    /// <inheritdoc/>
    public override long Rounds(ReadOnlySpan<char> password) => TotalRounds(_function, _rounds, _digest) / _function.RoundsPerBcryptRound;

    // Other lengths are cut hashes: these two are what the programs write.
    private static StoredPbkdf2? Create(Pbkdf2Function function, int rounds, byte[] salt, byte[] digest) =>
        rounds is >= 1 and <= MostRounds && salt.Length <= LongestSalt && digest.Length is 32 or 64
            && TotalRounds(function, rounds, digest) <= MostRounds
            ? new StoredPbkdf2(function, rounds, salt, digest)
            : null;

    private static long TotalRounds(Pbkdf2Function function, int rounds, byte[] digest) =>
        (long)rounds * ((digest.Length + function.DigestLength - 1) / function.DigestLength);

    private static string Encode(byte[] bytes) => System.Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '.');

    private static byte[]? Decode(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Alphabet) || text.Length % 4 == 1)
            return null;

        string padded = text.Replace('.', '+').PadRight((text.Length + 3) / 4 * 4, '=');
        return System.Convert.FromBase64String(padded);
    }
}
