namespace FlowservUsers.Passwords;

/// <summary>A hash of the current scheme: bcrypt of a digest that is keyed.</summary>
internal sealed class KeyedBcrypt : StoredBcrypt
{
    private KeyedBcrypt(string value, int workFactor)
        : base(value, workFactor)
    {
    }

    /// <summary>Makes a hash.</summary>
    /// <param name="password">The password.</param>
    /// <param name="workFactor">The bcrypt work factor, 4 to 15.</param>
    /// <param name="functions">The functions that cost time.</param>
    /// <param name="key">The key of the scheme.</param>
    /// <returns>What is to be stored.</returns>
    public static PasswordHash Make(ReadOnlySpan<char> password, int workFactor, HashFunctions functions, HashingKey key) =>
        new(PasswordSchemes.Current, functions.Bcrypt(key.Digest(password), MakeSalt(workFactor)), key.Id);

    /// <summary>Reads a hash; null if it is none, or costs more than is spent on one.</summary>
    public static KeyedBcrypt? Read(string value) => ReadWorkFactor(value) is { } workFactor ? new KeyedBcrypt(value, workFactor) : null;

    /// <inheritdoc/>
    public override bool IsCurrent(int workFactor) => WorkFactor == workFactor;

    /// <inheritdoc/>
    protected override string Input(ReadOnlySpan<char> password, HashingKey key) => key.Digest(password);
}
