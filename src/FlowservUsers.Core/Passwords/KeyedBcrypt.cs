namespace FlowservUsers.Passwords;

/// <summary>A hash in the current scheme: bcrypt of a keyed digest.</summary>
internal sealed class KeyedBcrypt : StoredBcrypt
{
    private KeyedBcrypt(string value, int workFactor)
        : base(value, workFactor)
    {
    }

    /// <summary>Creates a hash.</summary>
    /// <param name="password">The password.</param>
    /// <param name="workFactor">The bcrypt work factor, 4 to 15.</param>
    /// <param name="functions">The expensive functions.</param>
    /// <param name="key">The key of the scheme.</param>
    /// <returns>The hash to store.</returns>
    public static PasswordHash Make(ReadOnlySpan<char> password, int workFactor, HashFunctions functions, HashingKey key) =>
        new(PasswordSchemes.Current, functions.Bcrypt(key.Digest(password), MakeSalt(workFactor)), key.Id);

    /// <summary>Reads a hash; null if it is not one, or exceeds the cost limit.</summary>
    public static KeyedBcrypt? Read(string value) => ReadWorkFactor(value) is { } workFactor ? new KeyedBcrypt(value, workFactor) : null;

    /// <inheritdoc/>
    public override bool IsCurrent(int workFactor) => WorkFactor == workFactor;

    /// <inheritdoc/>
    protected override string Input(ReadOnlySpan<char> password, HashingKey key) => key.Digest(password);
}
