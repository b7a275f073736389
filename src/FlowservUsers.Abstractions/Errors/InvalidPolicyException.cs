namespace FlowservUsers;

/// <summary>A policy setting is out of range.</summary>
public sealed class InvalidPolicyException : ConstraintViolationException
{
    /// <summary>Creates the error.</summary>
    /// <param name="setting">The name of the setting.</param>
    /// <param name="range">The allowed values, as a clause: "1 to 64 code points".</param>
    public InvalidPolicyException(string setting, string range)
        : base("InvalidPolicy", $"{setting} must be {range}.", setting)
    {
    }
}
