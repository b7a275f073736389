namespace FlowservUsers;

/// <summary>The database has no hashing key with this identifier.</summary>
public sealed class UnknownHashingKeyException : FlowservException
{
    /// <summary>Creates the error.</summary>
    /// <param name="keyId">The identifier that was looked for.</param>
    public UnknownHashingKeyException(string keyId)
        : base("UnknownKey", $"The database has no hashing key '{DisplayText.Of(keyId)}'. To list its keys, use Get-FlowservHashingKey.", DisplayText.Of(keyId))
    {
    }
}
