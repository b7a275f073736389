namespace FlowservUsers;

/// <summary>What the policy says of a password.</summary>
public sealed class FlowservPasswordCheck
{
    /// <summary>True if the password may be set.</summary>
    public bool IsAcceptable => Reasons.Count == 0;

    /// <summary>Everything that speaks against the password; empty if it is acceptable.</summary>
    public required IReadOnlyList<PasswordProblem> Reasons { get; init; }

    /// <summary>The length in code points, as the policy counts it.</summary>
    public required int Length { get; init; }

    /// <summary>"Acceptable", or the reasons.</summary>
    /// <returns>A short text without the password.</returns>
    public override string ToString() => IsAcceptable ? "Acceptable" : string.Join(", ", Reasons);
}
