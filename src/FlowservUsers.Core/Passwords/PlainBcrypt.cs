namespace FlowservUsers.Passwords;

/// <summary>
/// A bcrypt hash from another program: <c>$2a$</c>, <c>$2b$</c> or <c>$2y$</c>. Bytes after the 72nd are ignored and
/// 'a' equals 'a\0a', as in any plain bcrypt; the next login ends that.
/// </summary>
internal sealed class PlainBcrypt : StoredBcrypt
{
    private PlainBcrypt(string value, int workFactor)
        : base(value, workFactor)
    {
    }

    /// <summary>Reads a hash; null if it is not one, or exceeds the cost limit.</summary>
    public static PlainBcrypt? Read(string value) => ReadWorkFactor(value) is { } workFactor ? new PlainBcrypt(value, workFactor) : null;

    // The library's API takes a string, so for these old hashes a transient string of the password can't be avoided.
    // Text that cannot be encoded in UTF-8 can't have been hashed.
    /// <inheritdoc/>
    protected override string? Input(ReadOnlySpan<char> password, HashingKey key) =>
        PasswordText.IsWellFormed(password) ? new string(password) : null;
}
