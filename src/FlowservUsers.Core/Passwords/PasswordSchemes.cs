namespace FlowservUsers.Passwords;

/// <summary>The tags that are stored beside hashes. Those of other systems are stored encrypted: <see cref="EncryptedHash"/>.</summary>
internal static class PasswordSchemes
{
    /// <summary>The current scheme: bcrypt of the base64 of HMAC-SHA384, keyed by the database, of the NFC text in UTF-8.</summary>
    public const string Current = "hmac-sha384+bcrypt";

    /// <summary>Plain bcrypt: <c>$2a$</c>, <c>$2b$</c> or <c>$2y$</c>.</summary>
    public const string Bcrypt = "bcrypt";

    /// <summary>PBKDF2-HMAC-SHA256 in the format of passlib.</summary>
    public const string Pbkdf2 = "pbkdf2-sha256";

    /// <summary>PBKDF2-HMAC-SHA512 in the format of passlib.</summary>
    public const string Pbkdf2Sha512 = "pbkdf2-sha512";

    /// <summary>PBKDF2-HMAC-SHA1, which version 2 of ASP.NET Core Identity used; as the others, with this tag in its prefix.</summary>
    public const string Pbkdf2Sha1 = "pbkdf2-sha1";

    /// <summary>
    /// <see cref="Pbkdf2"/> imported from flowserv, which trimmed a password before hashing it.
    /// </summary>
    public const string FlowservPbkdf2 = "flowserv-pbkdf2-sha256";

    /// <summary>No hash: its hashing key was removed, and no password matches until a new one is set.</summary>
    public const string None = "none";
}
