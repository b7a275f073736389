namespace FlowservUsers;

/// <summary>A password hash from another system cannot be used. The message says which formats are supported, and never repeats the hash.</summary>
public sealed class InvalidPasswordHashException : ConstraintViolationException
{
    /// <summary>Creates the error.</summary>
    /// <param name="username">The user it was meant for.</param>
    public InvalidPasswordHashException(string username)
        : base(
            "InvalidPasswordHash",
            $"The password hash for '{DisplayText.Of(username)}' cannot be used. Supported: bcrypt with a work factor of 4 to 15 ($2a$, $2b$, $2y$, "
            + "also after {bcrypt} or bcrypt$); PBKDF2 with up to 2,000,000 rounds, from passlib ($pbkdf2-sha256$, $pbkdf2-sha512$) or Django "
            + "(pbkdf2_sha256$, pbkdf2_sha512$); ASP.NET Core Identity (base64, versions 2 and 3). For any other hash, register the user with "
            + "-GeneratePassword, and send a password reset request.",
            DisplayText.Of(username))
    {
    }
}
