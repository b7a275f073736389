namespace FlowservUsers;

/// <summary>A password reset request is unknown, used, replaced by a newer one, or expired.</summary>
public sealed class UnknownRequestException : FlowservException
{
    /// <summary>Reports a request that cannot be used.</summary>
    public UnknownRequestException()
        : base(
            "UnknownRequest",
            "The password reset request is not valid: it is unknown, used, replaced by a newer one, or expired. Request a new one.",
            identity: null)
    {
    }
}
