using FlowservUsers.Keys;

namespace FlowservUsers.Passwords;

/// <summary>
/// Creates and checks password hashes. A failed check costs one bcrypt at the current work factor, or as much as the most expensive
/// hash from another system if that is more, whatever is stored and whatever was typed. Thread-safe.
/// </summary>
/// <param name="keys">The hashing keys of the database.</param>
/// <param name="functions">The expensive functions.</param>
internal sealed class PasswordHasher(KeyRing keys, HashFunctions functions)
{
    /// <summary>Creates a hasher with one key.</summary>
    /// <param name="key">The key, 32 bytes.</param>
    /// <param name="functions">The expensive functions; null for the real ones.</param>
    public PasswordHasher(byte[] key, HashFunctions? functions = null)
        : this(new KeyRing([new HashingKey(key)]), functions ?? new HashFunctions())
    {
    }

    /// <summary>Hashes a password in the current scheme.</summary>
    /// <param name="password">The password: not blank, at most 1,024 code points.</param>
    /// <param name="workFactor">The bcrypt work factor, 4 to 15.</param>
    /// <returns>The hash to store.</returns>
    /// <param name="cancellation">Leaves a hash behind that is being made.</param>
    /// <exception cref="ArgumentException">The password is blank or too long: no check of it would ever succeed.</exception>
    public PasswordHash Hash(ReadOnlySpan<char> password, int workFactor, CancellationToken cancellation = default)
    {
        RequireWorkFactor(workFactor);
        return PasswordText.CanBePassword(password)
            ? CostlyWork.Run(password, text => KeyedBcrypt.Make(text, workFactor, functions, keys.Newest), cancellation)
            : throw new ArgumentException("A blank or overlong password can't be hashed.", nameof(password));
    }

    /// <summary>Converts a hash from another system to what is stored.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="userId">The user that it belongs to.</param>
    public PasswordHash Encrypt(PasswordHash hash, string userId) => EncryptedHash.Make(hash, userId, keys.Newest);

    /// <summary>Checks a password.</summary>
    /// <param name="password">The password as typed.</param>
    /// <param name="stored">The stored hash, or null if the user does not exist.</param>
    /// <param name="workFactor">The current work factor, 4 to 15.</param>
    /// <param name="foreignHashRounds">The cost of the most expensive hash from another system in the database, in rounds of bcrypt.</param>
    /// <param name="userId">The user that it belongs to.</param>
    /// <param name="cancellation">Leaves a check behind that is going on.</param>
    /// <returns>The outcome. After <see cref="PasswordVerification.SuccessRehashNeeded"/> the caller rehashes the password.</returns>
    public PasswordVerification Verify(
        ReadOnlySpan<char> password, PasswordHash? stored, int workFactor, long foreignHashRounds = 0, string userId = "", CancellationToken cancellation = default)
    {
        RequireWorkFactor(workFactor);
        return CostlyWork.Run(password, text => Check(text, stored, workFactor, foreignHashRounds, userId), cancellation);
    }

    private PasswordVerification Check(ReadOnlySpan<char> password, PasswordHash? stored, int workFactor, long foreignHashRounds, string userId)
    {
        long rounds = Math.Max(1L << workFactor, foreignHashRounds);
        bool isEncrypted = stored is not null && EncryptedHash.Is(stored);
        HashingKey? key = isEncrypted || stored?.Scheme == PasswordSchemes.Current ? keys.Find(stored!.KeyId) : keys.Newest;
        PasswordHash? plain = isEncrypted && key is not null ? EncryptedHash.Read(stored!, userId, key) : stored;
        StoredHash? hash = plain is null || key is null ? null : StoredHash.Read(plain);
        if (hash is null || !PasswordText.CanBePassword(password))
        {
            Pay(rounds);
            return stored is not null && hash is null ? PasswordVerification.Unreadable : PasswordVerification.Failed;
        }

        if (!hash.Matches(password, functions, key!))
        {
            Pay(rounds - hash.Rounds(password));
            return PasswordVerification.Failed;
        }
        return hash.IsCurrent(workFactor) && key == keys.Newest ? PasswordVerification.Success : PasswordVerification.SuccessRehashNeeded;
    }

    private static void RequireWorkFactor(int workFactor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workFactor, StoredBcrypt.LeastWorkFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workFactor, StoredBcrypt.GreatestWorkFactor);
    }

    // As bcrypts with the work factors that are the bits of the number: for the rest of 2^w rounds after a hash of factor s, these
    // are s, s+1, ..., w-1.
    private void Pay(long rounds)
    {
        for (int workFactor = StoredBcrypt.LeastWorkFactor; rounds > 0 && workFactor <= StoredBcrypt.GreatestWorkFactor; workFactor++)
        {
            if ((rounds & (1L << workFactor)) != 0)
                functions.Bcrypt("", StoredBcrypt.MakeSalt(workFactor));
        }
    }
}
