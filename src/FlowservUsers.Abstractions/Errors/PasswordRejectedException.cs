namespace FlowservUsers;

/// <summary>A password violates the policy. All reasons are given at once.</summary>
public sealed class PasswordRejectedException : ConstraintViolationException
{
    /// <summary>Creates the error.</summary>
    /// <param name="username">The user it was meant for, or null if it is not known.</param>
    /// <param name="check">The result of the policy check.</param>
    /// <param name="minimumLength">The minimum length in the policy, in code points.</param>
    public PasswordRejectedException(string? username, FlowservPasswordCheck check, int minimumLength)
        : base("PasswordRejected", Describe(username, check, minimumLength), username)
    {
        Reasons = check.Reasons;
    }

    /// <summary>Every reason against the password.</summary>
    public IReadOnlyList<PasswordProblem> Reasons { get; }

    private static string Describe(string? username, FlowservPasswordCheck check, int minimumLength)
    {
        ArgumentNullException.ThrowIfNull(check);
        string whose = username is null ? "The password" : $"The password for '{DisplayText.Of(username)}'";
        return $"{whose} is not acceptable: {string.Join("; ", check.Reasons.Select(Clause))}.";

        string Clause(PasswordProblem problem) => problem switch
        {
            PasswordProblem.Blank => "it is blank",
            PasswordProblem.TooShort => $"it is shorter than {minimumLength} characters",
            PasswordProblem.TooLong => "it is longer than 1,024 characters",
            PasswordProblem.TooCommon => "it is on the list of common passwords",
            PasswordProblem.ContainsUsername => "it is the user name or little more",
            PasswordProblem.ReplacementCharacter => "it contains U+FFFD, which replaces a lost character: read the file in the encoding it was written in",
            PasswordProblem.LooksLikeHash => "it has the form of a stored hash; use -PasswordHash for a hash, or change the first character if it is meant as a password",
            _ => problem.ToString(),
        };
    }
}
