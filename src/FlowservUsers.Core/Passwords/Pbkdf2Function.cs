using System.Security.Cryptography;

namespace FlowservUsers.Passwords;

/// <summary>A hash function that PBKDF2 is computed with.</summary>
/// <param name="Scheme">The tag of its hashes, one of <see cref="PasswordSchemes"/>.</param>
/// <param name="Algorithm">The function.</param>
/// <param name="DigestLength">The length of its output in bytes; longer keys cost the rounds once for each block.</param>
/// <param name="RoundsPerBcryptRound">
/// The number of its rounds that take as long as a round of bcrypt. Measured with .NET 10 on x64 with SHA extensions, the minimum of
/// many runs: 62 µs for a round of bcrypt; 0.21 µs for one of SHA-1, 0.22 µs of SHA-256, 0.45 µs of SHA-512. Without the
/// extensions the first two take longer, and so does a failed check of such a hash.
/// </param>
internal sealed record Pbkdf2Function(string Scheme, HashAlgorithmName Algorithm, int DigestLength, int RoundsPerBcryptRound)
{
    public static readonly Pbkdf2Function Sha1 = new(PasswordSchemes.Pbkdf2Sha1, HashAlgorithmName.SHA1, 20, 288);
    public static readonly Pbkdf2Function Sha256 = new(PasswordSchemes.Pbkdf2, HashAlgorithmName.SHA256, 32, 256);
    public static readonly Pbkdf2Function Sha512 = new(PasswordSchemes.Pbkdf2Sha512, HashAlgorithmName.SHA512, 64, 128);

    /// <summary>What hashes begin with in the format of passlib.</summary>
    public string Prefix { get; } = $"${Scheme}$";
}
