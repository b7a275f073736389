using System.Buffers;
using System.Globalization;

namespace FlowservUsers.Passwords;

/// <summary>
/// A hash in passlib's format, <c>$pbkdf2-sha256$rounds$salt$digest</c>, that was looked at before any work is done on it.
/// Salt and digest are in passlib's own base64: '.' in the place of '+', no padding.
/// </summary>
internal sealed record StoredPbkdf2(int Rounds, byte[] Salt, byte[] Digest)
{
    /// <summary>The most that is spent on one hash: passlib writes 29,000.</summary>
    public const int MostRounds = 2_000_000;

    /// <summary>The longest salt that passlib itself accepts, in bytes.</summary>
    public const int LongestSalt = 1_024;

    private const string Prefix = "$pbkdf2-sha256$";
    private const int DigestLength = 32;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Reads a hash; null if it is none, or costs more than is spent on one.</summary>
    public static StoredPbkdf2? Parse(string value)
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

    private static byte[]? Decode(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Alphabet) || text.Length % 4 == 1)
            return null;

        string padded = text.Replace('.', '+').PadRight((text.Length + 3) / 4 * 4, '=');
        return Convert.FromBase64String(padded);
    }
}
