using System.Management.Automation;
using FlowservUsers.Secrets;

namespace FlowservUsers.Binding;

/// <summary>
/// Lets a parameter that takes a session also take a session that was read back from a file, an object with an API key, or the
/// key itself. Anything else becomes a session without an identifier or key, so that it appears in no error from PowerShell.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionObjectAttribute : ArgumentTransformationAttribute
{
    /// <summary>Makes a session from the input.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A session, an object that describes one, or an API key.</param>
    /// <returns>A session; null for null.</returns>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => InputRow.Unwrap(inputData) switch
    {
        null => null,
        FlowservSession session => session,
        string or System.Security.SecureString => Session(inputData, InputRow.Unwrap(inputData)),
        _ => Session(inputData, InputRow.Value(inputData, nameof(FlowservSession.ApiKey))),
    };

    private static FlowservSession Session(object? given, object? apiKey) => new()
    {
        Id = SessionIdentityAttribute.IdOf(given) ?? "",
        UserId = "",
        Username = "",
        KeyPrefix = "",
        CreatedAt = default,
        LastUsedAt = default,
        ExpiresAt = default,
        ApiKey = SecretOutput.ToSecureString(apiKey),
    };
}
