namespace FlowservUsers;

/// <summary>A setting of the policy is outside its range.</summary>
public sealed class InvalidPolicyException : ConstraintViolationException
{
    /// <summary>Reports a setting outside its range.</summary>
    /// <param name="setting">The name of the setting.</param>
    /// <param name="range">The values it can have, as a clause: "1 to 64 code points".</param>
    public InvalidPolicyException(string setting, string range)
        : base("InvalidPolicy", $"{setting} must be {range}.", setting)
    {
    }
}
