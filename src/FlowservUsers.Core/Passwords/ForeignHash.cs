namespace FlowservUsers.Passwords;

/// <summary>Reads the hashes of other systems, in their own formats.</summary>
internal static class ForeignHash
{
    // Spring and Django prefix a bcrypt hash; htpasswd writes it unchanged.
    private static readonly string[] BcryptWrappings = ["{bcrypt}", "bcrypt$"];

    /// <summary>Longer than any hash that is accepted.</summary>
    public const int MostCharacters = 2_048;

    /// <summary>Reads a hash.</summary>
    /// <param name="hash">The hash as the other system stores it.</param>
    /// <returns>The hash to store; null if the format is not supported, or the cost exceeds the limit.</returns>
    public static PasswordHash? Read(ReadOnlySpan<char> hash)
    {
        if (hash.Length > MostCharacters)
            return null;

        string text = new(hash);
        return Bcrypt(text) ?? Passlib(Pbkdf2Function.Sha256, text) ?? Passlib(Pbkdf2Function.Sha512, text)
            ?? DjangoHash.Read(text) ?? IdentityHash.Read(text);
    }

    /// <summary>Reads a hash that is needed.</summary>
    /// <param name="hash">The hash as the other system stores it.</param>
    /// <param name="username">The user that it belongs to.</param>
    /// <returns>The hash to store.</returns>
    /// <exception cref="InvalidPasswordHashException">The format is not supported, or the cost exceeds the limit.</exception>
    public static PasswordHash Require(ReadOnlySpan<char> hash, string username) => Read(hash) ?? throw new InvalidPasswordHashException(username);

    private static PasswordHash? Bcrypt(string text)
    {
        string? wrapping = Array.Find(BcryptWrappings, wrapping => text.StartsWith(wrapping, StringComparison.Ordinal));
        string value = text[(wrapping?.Length ?? 0)..];
        return PlainBcrypt.Read(value) is null ? null : new PasswordHash(PasswordSchemes.Bcrypt, value);
    }

    private static PasswordHash? Passlib(Pbkdf2Function function, string text) =>
        StoredPbkdf2.Read(function, text) is null ? null : new PasswordHash(function.Scheme, text);
}
