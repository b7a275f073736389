using System.Management.Automation;
using FlowservUsers.Secrets;

namespace FlowservUsers.Binding;

/// <summary>
/// Lets a parameter that takes an API key take an object that has one. Whatever else is piped in becomes an empty key: so it
/// gets into no error of the engine, and is no reason to take another key instead.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ApiKeyObjectAttribute : ArgumentTransformationAttribute
{
    /// <summary>Takes the key of what was given.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A key in any form, or an object with a property ApiKey.</param>
    /// <returns>A SecureString; null, and a session that does not have its key, as they are.</returns>
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
