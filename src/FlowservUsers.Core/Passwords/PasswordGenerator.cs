using System.Security.Cryptography;

namespace FlowservUsers.Passwords;

/// <summary>Generates passwords.</summary>
internal static class PasswordGenerator
{
    // 32 characters, 5 bits each, without easily confused pairs (0 and o, 1 and l).
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const char Separator = '-';
    private const int GroupLength = 4;

    // 28 characters of 5 bits are 140 bits.
    private const int FewestGroups = 7;

    // So much longer than the policy requires that it is still acceptable if it happens to contain a short user name.
    private const int Margin = 16;

    /// <summary>Generates a password of at least 140 random bits, in groups of four letters and digits.</summary>
    /// <param name="minimumLength">The minimum length in the policy, in code points.</param>
    /// <returns>The characters, which the caller erases.</returns>
    public static char[] Generate(int minimumLength = 1)
    {
        int groups = FewestGroups;
        while (Length(groups) < minimumLength + Margin)
            groups++;

        char[] password = new char[Length(groups)];
        RandomNumberGenerator.GetItems(Alphabet, password);
        for (int i = GroupLength; i < password.Length; i += GroupLength + 1)
            password[i] = Separator;
        return password;
    }

    private static int Length(int groups) => groups * (GroupLength + 1) - 1;
}
