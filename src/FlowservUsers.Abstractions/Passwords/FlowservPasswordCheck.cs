namespace FlowservUsers;

/// <summary>The result of checking a password against the policy.</summary>
public sealed class FlowservPasswordCheck
{
    /// <summary>The user that the password is meant for, or null if none was named.</summary>
    public string? Username { get; internal init; }

    /// <summary>True if the password may be set.</summary>
    public bool IsAcceptable => Reasons.Count == 0;

    /// <summary>Every reason against the password; empty if it is acceptable.</summary>
    public IReadOnlyList<PasswordProblem> Reasons { get; internal init; } = [];

    /// <summary>The length in code points, as the policy counts it.</summary>
    public int Length { get; internal init; }

    /// <summary>"Acceptable", or the reasons.</summary>
    /// <returns>A short text without the password.</returns>
    public override string ToString() => IsAcceptable ? "Acceptable" : string.Join(", ", Reasons);
}
