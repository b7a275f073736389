namespace FlowservUsers;

/// <summary>A password reset request is unknown, used, replaced by a newer one, or expired.</summary>
public sealed class UnknownRequestException : FlowservException
{
    /// <summary>Creates the error.</summary>
    public UnknownRequestException()
        : base(
            "UnknownRequest",
            "The password reset request is not valid: it is unknown, used, replaced by a newer one, or expired. Request a new one.",
            identity: null)
    {
    }
}
