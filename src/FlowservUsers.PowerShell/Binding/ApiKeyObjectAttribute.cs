using System.Management.Automation;
using FlowservUsers.Secrets;

namespace FlowservUsers.Binding;

/// <summary>
/// Lets a parameter that takes an API key also take an object that has one. Any other piped object becomes an empty key, so that
/// it appears in no error from PowerShell, and the cmdlet does not fall back to another key.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ApiKeyObjectAttribute : ArgumentTransformationAttribute
{
    /// <summary>Reads the key from the input.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A key in any form, or an object with an ApiKey property.</param>
    /// <returns>A SecureString; null and a session without its key are returned unchanged.</returns>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (InputRow.Unwrap(inputData) is null)
            return null;
        if (SecretTransformationAttribute.TryConvert(inputData, out System.Security.SecureString? key)
            || SecretTransformationAttribute.TryConvert(InputRow.Value(inputData, nameof(FlowservSession.ApiKey)), out key))
        {
            return key;
        }
        return SessionIdentityAttribute.IsSession(inputData) ? inputData : Secret.Protect([]);
    }
}
