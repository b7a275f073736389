using System.Buffers;

namespace FlowservUsers.Passwords;

/// <summary>A bcrypt hash that was looked at before any work is done on it.</summary>
/// <param name="Value">The whole hash, 60 characters.</param>
/// <param name="WorkFactor">The binary logarithm of its rounds.</param>
internal sealed record StoredBcrypt(string Value, int WorkFactor)
{
    /// <summary>The least work factor that bcrypt knows.</summary>
    public const int LeastWorkFactor = 4;

    /// <summary>The most that is spent on one hash: about two seconds.</summary>
    public const int GreatestWorkFactor = 15;

    private const int PrefixLength = 7;
    private const int SaltedPrefixLength = PrefixLength + 22;
    private const int Length = SaltedPrefixLength + 31;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Version, work factor and salt: what a hash of another password is made with to compare.</summary>
    public string Salt => Value[..SaltedPrefixLength];

    /// <summary>The part that depends on the password.</summary>
    public ReadOnlySpan<char> Digest => DigestOf(Value);

    /// <summary>The part of a hash that depends on the password.</summary>
    public static ReadOnlySpan<char> DigestOf(string hash) => hash.AsSpan(SaltedPrefixLength);

    /// <summary>Reads a hash; null if it is none, or costs more than is spent on one.</summary>
    public static StoredBcrypt? Parse(string value)
    {
        if (value.Length != Length
            || value is not ['$', '2', 'a' or 'b' or 'y', '$', >= '0' and <= '9', >= '0' and <= '9', '$', ..]
            || value.AsSpan(PrefixLength).ContainsAnyExcept(Alphabet))
            return null;

        int workFactor = (value[4] - '0') * 10 + (value[5] - '0');
        return workFactor is >= LeastWorkFactor and <= GreatestWorkFactor ? new StoredBcrypt(value, workFactor) : null;
    }
}
