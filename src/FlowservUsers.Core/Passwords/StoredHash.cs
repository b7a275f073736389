namespace FlowservUsers.Passwords;

/// <summary>A stored hash that was parsed and is within limits, before any work is done on it.</summary>
internal abstract class StoredHash
{
    /// <summary>Parses a stored hash; null if it is not a hash of its scheme, or exceeds the cost limit.</summary>
    public static StoredHash? Read(PasswordHash hash) => hash.Scheme switch
    {
        PasswordSchemes.Current => KeyedBcrypt.Read(hash.Value),
        PasswordSchemes.Bcrypt => PlainBcrypt.Read(hash.Value),
        PasswordSchemes.Pbkdf2 => StoredPbkdf2.Read(Pbkdf2Function.Sha256, hash.Value),
        PasswordSchemes.Pbkdf2Sha512 => StoredPbkdf2.Read(Pbkdf2Function.Sha512, hash.Value),
        PasswordSchemes.Pbkdf2Sha1 => StoredPbkdf2.Read(Pbkdf2Function.Sha1, hash.Value),
        PasswordSchemes.FlowservPbkdf2 => FlowservPbkdf2.Read(hash.Value),
        _ => null,
    };

    /// <summary>Checks a password.</summary>
    /// <param name="password">The password as typed: not blank, at most 1,024 code points.</param>
    /// <param name="functions">The expensive functions.</param>
    /// <param name="key">The key of the current scheme.</param>
    /// <returns>True if the hash is of the password.</returns>
    public abstract bool Matches(ReadOnlySpan<char> password, HashFunctions functions, HashingKey key);

    /// <summary>The cost of a failed check, in rounds of bcrypt.</summary>
    /// <param name="password">The password that was checked.</param>
    public abstract long Rounds(ReadOnlySpan<char> password);

    /// <summary>The maximum cost of a failed check, in rounds of bcrypt.</summary>
    public virtual long MaximumRounds => Rounds([]);

    /// <summary>The maximum cost of a hash from another system, in rounds of bcrypt; 0 for any other.</summary>
    public static long ForeignRounds(PasswordHash hash)
    {
        if (hash.Scheme == PasswordSchemes.Current)
            return 0;
        return EncryptedHash.Is(hash) ? EncryptedHash.ReadCost(hash.Value) : Read(hash)?.MaximumRounds ?? 0;
    }

    /// <summary>True if a new hash would be made in the same way, so that this one need not be replaced.</summary>
    /// <param name="workFactor">The current work factor.</param>
    public virtual bool IsCurrent(int workFactor) => false;
}
