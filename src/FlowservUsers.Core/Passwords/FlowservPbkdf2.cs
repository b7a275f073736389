namespace FlowservUsers.Passwords;

/// <summary>A hash imported from flowserv, which trimmed a password before hashing it.</summary>
internal sealed class FlowservPbkdf2 : StoredHash
{
    private readonly StoredPbkdf2 _hash;

    private FlowservPbkdf2(StoredPbkdf2 hash) => _hash = hash;

    /// <summary>Reads a hash; null if it is not one, or exceeds the cost limit.</summary>
    public static FlowservPbkdf2? Read(string value) => StoredPbkdf2.Read(Pbkdf2Function.Sha256, value) is { } hash ? new FlowservPbkdf2(hash) : null;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<char> password, HashFunctions functions, HashingKey key) =>
        _hash.Matches(password, functions, key)
        || (HasBlankEnds(password) && _hash.Matches(PasswordText.Trim(password), functions, key));

    /// <inheritdoc/>
    public override long Rounds(ReadOnlySpan<char> password) => _hash.Rounds(password) * (HasBlankEnds(password) ? 2 : 1);

    /// <inheritdoc/>
    public override long MaximumRounds => 2 * _hash.MaximumRounds;

    private static bool HasBlankEnds(ReadOnlySpan<char> password) => PasswordText.Trim(password).Length != password.Length;
}
