using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace FlowservUsers.Passwords;

/// <summary>
/// Makes and checks the hashes of passwords. A failed check costs one bcrypt of the work factor in force, whatever is
/// stored and whatever was typed. Safe to use from several threads.
/// </summary>
/// <param name="key">The secret key of the database, 32 bytes.</param>
/// <param name="functions">The functions that cost time.</param>
internal sealed class PasswordHasher(byte[] key, HashFunctions functions)
{
    /// <summary>The length of the key of a database, in bytes.</summary>
    public const int KeyLength = 32;

    // Measured on x64 with SHA extensions, where passlib's 29,000 rounds take as long as 113 rounds of bcrypt. Without the
    // extensions the rounds of PBKDF2 take longer, and a failed check of such a hash takes up to a few hundredths more.
    private const int Pbkdf2RoundsPerBcryptRound = 256;

    private readonly byte[] _key = key.Length == KeyLength
        ? [.. key]
        : throw new ArgumentException($"The key of a database has {KeyLength} bytes.", nameof(key));

    /// <summary>Makes a hasher for a database.</summary>
    /// <param name="key">The secret key of the database, 32 bytes.</param>
    public PasswordHasher(byte[] key)
        : this(key, new HashFunctions())
    {
    }

    /// <summary>True if a password can be checked against the hash: it can be parsed, and its cost is within bounds.</summary>
    public static bool IsReadable(PasswordHash hash) => Parse(hash) is not null;

    /// <summary>Hashes a password in the current scheme.</summary>
    /// <param name="password">The password: not blank, at most 1,024 code points.</param>
    /// <param name="workFactor">The bcrypt work factor, 4 to 15.</param>
    /// <returns>What is to be stored.</returns>
    /// <exception cref="ArgumentException">The password is blank or too long: no check of it would ever succeed.</exception>
    public PasswordHash Hash(ReadOnlySpan<char> password, int workFactor)
    {
        RequireWorkFactor(workFactor);
        char[]? normalized = Acceptable(password);
        if (normalized is null)
            throw new ArgumentException("A blank or over-long password can't be hashed.", nameof(password));

        try
        {
            string value = functions.Bcrypt(KeyedDigest(normalized), MakeSalt(workFactor));
            return new PasswordHash(PasswordSchemes.Current, value);
        }
        finally
        {
            PasswordText.Erase(normalized);
        }
    }

    /// <summary>Checks a password.</summary>
    /// <param name="password">The password as typed.</param>
    /// <param name="stored">What is stored, or null if there is no such user.</param>
    /// <param name="workFactor">The work factor in force, 4 to 15.</param>
    /// <returns>The outcome. After <see cref="PasswordVerification.SuccessRehashNeeded"/> the caller hashes the password anew.</returns>
    public PasswordVerification Verify(ReadOnlySpan<char> password, PasswordHash? stored, int workFactor)
    {
        RequireWorkFactor(workFactor);
        object? parsed = stored is null ? null : Parse(stored);
        char[]? normalized = Acceptable(password);
        if (stored is null || parsed is null || normalized is null)
        {
            Burn(workFactor);
            return stored is not null && parsed is null ? PasswordVerification.Unreadable : PasswordVerification.Failed;
        }

        if (!Matches(password, normalized, stored.Scheme, parsed))
        {
            PayRest(RoundsSpent(password, stored.Scheme, parsed), workFactor);
            return PasswordVerification.Failed;
        }
        return stored.Scheme == PasswordSchemes.Current && parsed is StoredBcrypt bcrypt && bcrypt.WorkFactor == workFactor
            ? PasswordVerification.Success
            : PasswordVerification.SuccessRehashNeeded;
    }

    private static void RequireWorkFactor(int workFactor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workFactor, StoredBcrypt.LeastWorkFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workFactor, StoredBcrypt.GreatestWorkFactor);
    }

    private static object? Parse(PasswordHash hash) => hash.Scheme switch
    {
        PasswordSchemes.Current or PasswordSchemes.Bcrypt => StoredBcrypt.Parse(hash.Value),
        PasswordSchemes.Pbkdf2 or PasswordSchemes.FlowservPbkdf2 => StoredPbkdf2.Parse(hash.Value),
        _ => null,
    };

    // The password in NFC, or null if no stored hash can be of it.
    private static char[]? Acceptable(ReadOnlySpan<char> password)
    {
        if (password.Length > PasswordText.MostUnits || PasswordText.Trim(password).IsEmpty)
            return null;

        char[] normalized = PasswordText.Normalize(password);
        if (PasswordText.CountCodePoints(normalized) <= PasswordText.MostCodePoints)
            return normalized;
        PasswordText.Erase(normalized);
        return null;
    }

    // The library takes a string, so this text stays in memory until it is collected. It is no password: it is of use
    // only beside the key of the database.
    private string KeyedDigest(ReadOnlySpan<char> normalized)
    {
        Span<byte> digest = stackalloc byte[HMACSHA384.HashSizeInBytes];
        byte[] bytes = PasswordText.Encode(normalized);
        try
        {
            HMACSHA384.HashData(_key, bytes, digest);
            return Convert.ToBase64String(digest);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(digest);
        }
    }

    private bool Matches(ReadOnlySpan<char> password, char[] normalized, string scheme, object stored)
    {
        try
        {
            return scheme switch
            {
                PasswordSchemes.Current => Matches(KeyedDigest(normalized), (StoredBcrypt)stored),
                PasswordSchemes.Bcrypt => MatchesPlain(password, (StoredBcrypt)stored),
                PasswordSchemes.FlowservPbkdf2 => MatchesTrimmable(password, (StoredPbkdf2)stored),
                _ => Matches(password, (StoredPbkdf2)stored),
            };
        }
        finally
        {
            PasswordText.Erase(normalized);
        }
    }

    // The library's API takes a string, so for these old hashes a transient string of the password can't be avoided.
    // Bytes after the 72nd don't count and 'a' equals 'a\0a', as in any plain bcrypt; the next login ends that.
    private bool MatchesPlain(ReadOnlySpan<char> password, StoredBcrypt stored)
    {
        // What has no UTF-8 can't have been hashed; the work is done all the same.
        bool isWellFormed = PasswordText.IsWellFormed(password);
        return Matches(isWellFormed ? new string(password) : "", stored) && isWellFormed;
    }

    private bool Matches(string input, StoredBcrypt stored)
    {
        ReadOnlySpan<char> digest = StoredBcrypt.DigestOf(functions.Bcrypt(input, stored.Salt));
        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(digest), MemoryMarshal.AsBytes(stored.Digest));
    }

    private bool MatchesTrimmable(ReadOnlySpan<char> password, StoredPbkdf2 stored)
    {
        if (Matches(password, stored))
            return true;
        ReadOnlySpan<char> trimmed = PasswordText.Trim(password);
        return trimmed.Length != password.Length && Matches(trimmed, stored);
    }

    private bool Matches(ReadOnlySpan<char> password, StoredPbkdf2 stored)
    {
        Span<byte> digest = stackalloc byte[stored.Digest.Length];
        byte[] bytes = PasswordText.Encode(password);
        try
        {
            functions.Pbkdf2(bytes, stored.Salt, stored.Rounds, digest);
            return CryptographicOperations.FixedTimeEquals(digest, stored.Digest);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(digest);
        }
    }

    // What a failed check has cost so far, in rounds of bcrypt.
    private static long RoundsSpent(ReadOnlySpan<char> password, string scheme, object stored)
    {
        if (stored is StoredBcrypt bcrypt)
            return 1L << bcrypt.WorkFactor;

        bool triedTrimmed = scheme == PasswordSchemes.FlowservPbkdf2 && PasswordText.Trim(password).Length != password.Length;
        return ((StoredPbkdf2)stored).Rounds * (triedTrimmed ? 2L : 1L) / Pbkdf2RoundsPerBcryptRound;
    }

    // The rest of 2^w rounds, as bcrypts of the work factors that are the bits of that number: after a hash of factor s
    // these are s, s+1, ..., w-1.
    private void PayRest(long roundsSpent, int workFactor)
    {
        long rest = (1L << workFactor) - roundsSpent;
        for (int next = StoredBcrypt.LeastWorkFactor; rest > 0 && next <= workFactor; next++)
        {
            if ((rest & (1L << next)) != 0)
                Burn(next);
        }
    }

    private void Burn(int workFactor) => functions.Bcrypt("", MakeSalt(workFactor));

    /// <summary>Makes a random salt, which carries the work factor.</summary>
    public static string MakeSalt(int workFactor) => BCrypt.Net.BCrypt.GenerateSalt(workFactor, 'b');
}
