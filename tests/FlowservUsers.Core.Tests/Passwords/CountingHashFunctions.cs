using System.Security.Cryptography;
using FlowservUsers.Passwords;

namespace FlowservUsers.Core.Tests.Passwords;

/// <summary>The real functions, with a record of what was asked of them.</summary>
internal sealed class CountingHashFunctions : HashFunctions
{
    public List<int> BcryptWorkFactors { get; } = [];

    public List<int> Pbkdf2Rounds { get; } = [];

    /// <summary>All bcrypt work done, in rounds.</summary>
    public long BcryptRounds => BcryptWorkFactors.Sum(factor => 1L << factor);

    public override string Bcrypt(string input, string salt)
    {
        BcryptWorkFactors.Add(int.Parse(salt.AsSpan(4, 2), System.Globalization.CultureInfo.InvariantCulture));
        return base.Bcrypt(input, salt);
    }

    public override void Pbkdf2(HashAlgorithmName algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> salt, int rounds, Span<byte> digest)
    {
        Pbkdf2Rounds.Add(rounds);
        base.Pbkdf2(algorithm, input, salt, rounds, digest);
    }
}
