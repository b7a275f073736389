namespace FlowservUsers.Passwords;

/// <summary>The requirements for a new password.</summary>
internal static class PasswordRules
{
    // A name this short is part of many good passwords.
    private const int ShortestNameLookedFor = 4;

    /// <summary>Lists every reason against a password.</summary>
    /// <param name="password">The password as typed.</param>
    /// <param name="username">The user it is meant for, or null if it is not known.</param>
    /// <param name="policy">The current policy.</param>
    /// <returns>The reasons, none if the password may be set.</returns>
    public static FlowservPasswordCheck Check(ReadOnlySpan<char> password, string? username, FlowservPolicy policy)
    {
        if (password.Length > PasswordText.MostUnits)
            return Report(username, PasswordText.CountCodePoints(password), Reasons(password, length: int.MaxValue, "", policy));

        char[] normalized = PasswordText.Normalize(password);
        try
        {
            int length = PasswordText.CountCodePoints(normalized);
            return Report(username, length, Reasons(normalized, length, username, policy));
        }
        finally
        {
            PasswordText.Erase(normalized);
        }
    }

    /// <summary>Rejects a password that may not be set.</summary>
    /// <param name="password">The password as typed.</param>
    /// <param name="username">The user it is meant for, or null if it is not known.</param>
    /// <param name="policy">The current policy.</param>
    /// <exception cref="PasswordRejectedException">The password violates the policy.</exception>
    public static void Require(ReadOnlySpan<char> password, string? username, FlowservPolicy policy)
    {
        FlowservPasswordCheck check = Check(password, username, policy);
        if (!check.IsAcceptable)
            throw new PasswordRejectedException(username, check, policy.MinimumPasswordLength);
    }

    private static FlowservPasswordCheck Report(string? username, int length, List<PasswordProblem> reasons) =>
        new() { Username = username, Length = length, Reasons = reasons };

    private static List<PasswordProblem> Reasons(ReadOnlySpan<char> password, int length, string? username, FlowservPolicy policy)
    {
        List<PasswordProblem> reasons = [];
        if (PasswordText.Trim(password).IsEmpty)
            reasons.Add(PasswordProblem.Blank);
        if (length < policy.MinimumPasswordLength)
            reasons.Add(PasswordProblem.TooShort);
        if (length > PasswordText.MostCodePoints)
            reasons.Add(PasswordProblem.TooLong);
        if (policy.BlockCommonPasswords && CommonPasswords.Contains(password))
            reasons.Add(PasswordProblem.TooCommon);
        if (IsLittleMoreThan(password, length, username, policy.MinimumPasswordLength))
            reasons.Add(PasswordProblem.ContainsUsername);
        if (HashForms.Include(password))
            reasons.Add(PasswordProblem.LooksLikeHash);
        if (password.Contains('\uFFFD'))
            reasons.Add(PasswordProblem.ReplacementCharacter);
        return reasons;
    }

    private static bool IsLittleMoreThan(ReadOnlySpan<char> password, int length, string? username, int minimumLength)
    {
        ReadOnlySpan<char> typedName = PasswordText.Trim(username);
        if (typedName.IsEmpty || typedName.Length > PasswordText.MostUnits)
            return false;

        ReadOnlySpan<char> name = PasswordText.Normalize(typedName);
        if (password.Equals(name, StringComparison.OrdinalIgnoreCase))
            return true;

        int nameLength = PasswordText.CountCodePoints(name);
        int occurrences = nameLength < ShortestNameLookedFor ? 0 : CountOccurrences(password, name);
        return occurrences > 0 && length - occurrences * nameLength < minimumLength;
    }

    private static int CountOccurrences(ReadOnlySpan<char> text, ReadOnlySpan<char> part)
    {
        int count = 0;
        for (int at; (at = text.IndexOf(part, StringComparison.OrdinalIgnoreCase)) >= 0; text = text[(at + part.Length)..])
            count++;
        return count;
    }
}
