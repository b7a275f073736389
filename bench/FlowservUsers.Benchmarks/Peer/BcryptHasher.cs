using Microsoft.AspNetCore.Identity;

namespace FlowservUsers.Benchmarks.Peer;

/// <summary>Lets the peer hash as we do.</summary>
internal sealed class BcryptHasher(int workFactor) : IPasswordHasher<IdentityUser>
{
    public string HashPassword(IdentityUser user, string password) => BCrypt.Net.BCrypt.HashPassword(password, workFactor);

    public PasswordVerificationResult VerifyHashedPassword(IdentityUser user, string hashedPassword, string providedPassword) =>
        BCrypt.Net.BCrypt.Verify(providedPassword, hashedPassword) ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
}
