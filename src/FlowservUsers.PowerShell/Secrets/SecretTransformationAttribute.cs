using System.Management.Automation;
using System.Security;

namespace FlowservUsers.Secrets;

/// <summary>Lets a SecureString parameter take a string as well, such as a column of a CSV file.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    // The most that a SecureString holds, and far more than any secret: a longer text is as wrong when it is cut here.
    private const int MostCharacters = 65_536;

    /// <summary>Turns a string into a SecureString.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A SecureString or a string.</param>
    /// <returns>A SecureString, or null for null.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value is something else; it is not named in the message.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            SecureString secure => secure,
            string text => Secret.Protect(text.AsSpan(0, Math.Min(text.Length, MostCharacters))),
            PSCredential credential => credential.Password,
            _ => throw new ArgumentTransformationMetadataException("A secret is given as a SecureString or a string."),
        };
}
