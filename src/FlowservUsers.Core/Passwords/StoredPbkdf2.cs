using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace FlowservUsers.Passwords;

/// <summary>
/// A hash in passlib's format, <c>$pbkdf2-sha256$rounds$salt$digest</c>. Salt and digest are in passlib's own base64: '.'
/// in the place of '+', no padding.
/// </summary>
internal sealed class StoredPbkdf2 : StoredHash
{
    /// <summary>The most that is spent on one hash: passlib writes 29,000.</summary>
    public const int MostRounds = 2_000_000;

    /// <summary>The longest salt that passlib itself accepts, in bytes.</summary>
    public const int LongestSalt = 1_024;

    private const string Prefix = "$pbkdf2-sha256$";
    private const int DigestLength = 32;

    // Measured on x64 with SHA extensions, where passlib's 29,000 rounds take as long as 113 rounds of bcrypt. Without the
    // extensions the rounds of PBKDF2 take longer, and a failed check of such a hash takes up to a few hundredths more.
    private const int RoundsPerBcryptRound = 256;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly int _rounds;
    private readonly byte[] _salt;
    private readonly byte[] _digest;

    private StoredPbkdf2(int rounds, byte[] salt, byte[] digest)
    {
        _rounds = rounds;
        _salt = salt;
        _digest = digest;
    }

    /// <summary>Reads a hash; null if it is none, or costs more than is spent on one.</summary>
    public static StoredPbkdf2? Read(string value)
    {
        if (!value.StartsWith(Prefix, StringComparison.Ordinal))
            return null;

        string[] parts = value[Prefix.Length..].Split('$', 4);
        if (parts.Length != 3
            || parts[0].StartsWith('0')
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int rounds)
            || rounds > MostRounds)
            return null;

        return Decode(parts[1]) is { Length: <= LongestSalt } salt && Decode(parts[2]) is { Length: DigestLength } digest
            ? new StoredPbkdf2(rounds, salt, digest)
            : null;
    }

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> password, HashFunctions functions, HashingKey key)
    {
        Span<byte> computed = stackalloc byte[_digest.Length];
        byte[] bytes = PasswordText.Encode(password);
        try
        {
            functions.Pbkdf2(bytes, _salt, _rounds, computed);
            return CryptographicOperations.FixedTimeEquals(computed, _digest);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(computed);
        }
    }

    /// <inheritdoc/>
    public override long Rounds(ReadOnlySpan<char> password) => _rounds / RoundsPerBcryptRound;

    private static byte[]? Decode(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Alphabet) || text.Length % 4 == 1)
            return null;

        string padded = text.Replace('.', '+').PadRight((text.Length + 3) / 4 * 4, '=');
        return Convert.FromBase64String(padded);
    }
}
