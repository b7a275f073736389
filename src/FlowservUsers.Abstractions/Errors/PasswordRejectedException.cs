namespace FlowservUsers;

/// <summary>A password is against the policy. Every reason is given at once.</summary>
public sealed class PasswordRejectedException : ConstraintViolationException
{
    /// <summary>Reports a password that may not be set.</summary>
    /// <param name="username">The user it was meant for, or null if it is not known.</param>
    /// <param name="check">What the policy says of it.</param>
    /// <param name="minimumLength">The length that the policy asks for, in code points.</param>
    public PasswordRejectedException(string? username, FlowservPasswordCheck check, int minimumLength)
        : base("PasswordRejected", Describe(username, check, minimumLength), username)
    {
        Reasons = check.Reasons;
    }

    /// <summary>Everything that speaks against the password.</summary>
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
            PasswordProblem.ContainsUsername => "it is the user name, or little more than it",
            PasswordProblem.ReplacementCharacter => "it has the character U+FFFD, which stands for one that was lost: read the file in the encoding it was written in",
            PasswordProblem.LooksLikeHash => "it has the form of a stored hash, which -PasswordHash takes; if it is meant as a password, change its first character",
            _ => problem.ToString(),
        };
    }
}
