using System.Security.Cryptography;

namespace FlowservUsers.Passwords;

/// <summary>The expensive functions, kept separate so that a test can count what a password check costs.</summary>
internal class HashFunctions
{
    /// <summary>Computes a bcrypt hash.</summary>
    /// <param name="input">The input, of which bcrypt reads the first 72 bytes of its UTF-8.</param>
    /// <param name="salt">Version, work factor and salt.</param>
    /// <returns>The hash: the salt and the digest, 60 characters.</returns>
    public virtual string Bcrypt(string input, string salt) => BCrypt.Net.BCrypt.HashPassword(input, salt);

    /// <summary>Computes PBKDF2 with HMAC.</summary>
    public virtual void Pbkdf2(HashAlgorithmName algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> salt, int rounds, Span<byte> digest) =>
        Rfc2898DeriveBytes.Pbkdf2(input, salt, digest, rounds, algorithm);
}
