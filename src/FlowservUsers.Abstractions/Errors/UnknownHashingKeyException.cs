namespace FlowservUsers;

/// <summary>The database has no hashing key of this identifier.</summary>
public sealed class UnknownHashingKeyException : FlowservException
{
    /// <summary>Reports the identifier.</summary>
    /// <param name="keyId">The identifier that was looked for.</param>
    public UnknownHashingKeyException(string keyId)
        : base("UnknownKey", $"The database has no hashing key '{DisplayText.Of(keyId)}'. Get-FlowservHashingKey lists those it has.", DisplayText.Of(keyId))
    {
    }
}
