using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace FlowservUsers.Passwords;

/// <summary>A bcrypt hash of any input.</summary>
/// <param name="value">The whole hash, 60 characters.</param>
/// <param name="workFactor">The binary logarithm of its rounds.</param>
internal abstract class StoredBcrypt(string value, int workFactor) : StoredHash
{
    /// <summary>The minimum work factor that bcrypt supports.</summary>
    public const int LeastWorkFactor = 4;

    /// <summary>The maximum work factor for one hash: about two seconds.</summary>
    public const int GreatestWorkFactor = 15;

    private const int PrefixLength = 7;
    private const int SaltedPrefixLength = PrefixLength + 22;
    private const int Length = SaltedPrefixLength + 31;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    protected int WorkFactor { get; } = workFactor;

    /// <summary>Reads the work factor of a hash; null if the text is not a bcrypt hash, or exceeds the cost limit.</summary>
    public static int? ReadWorkFactor(string value)
    {
        if (value.Length != Length
            || value is not ['$', '2', 'a' or 'b' or 'y', '$', >= '0' and <= '9', >= '0' and <= '9', '$', ..]
            || value.AsSpan(PrefixLength).ContainsAnyExcept(Alphabet))
            return null;

        int workFactor = (value[4] - '0') * 10 + (value[5] - '0');
        return workFactor is >= LeastWorkFactor and <= GreatestWorkFactor ? workFactor : null;
    }

    /// <summary>Creates a random salt, which contains the work factor.</summary>
    public static string MakeSalt(int workFactor) => BCrypt.Net.BCrypt.GenerateSalt(workFactor, 'b');

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> password, HashFunctions functions, HashingKey key)
    {
        string? input = Input(password, key);
        // Version, work factor and salt are at the beginning, and what depends on the password is the rest.
        string computed = functions.Bcrypt(input ?? "", value[..SaltedPrefixLength]);
        bool isEqual = CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(computed.AsSpan(SaltedPrefixLength)), MemoryMarshal.AsBytes(value.AsSpan(SaltedPrefixLength)));
        return isEqual && input is not null;
    }

    /// <inheritdoc/>
    public override long Rounds(ReadOnlySpan<char> password) => 1L << WorkFactor;

    /// <summary>The bcrypt input for a password; null if no hash can match it, in which case the work is done anyway.</summary>
    protected abstract string? Input(ReadOnlySpan<char> password, HashingKey key);
}
