using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Security;

namespace FlowservUsers.Secrets;

/// <summary>Lets a SecureString parameter also take a string or a number, such as a CSV column or a JSON value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    // The maximum length of a SecureString, far longer than any secret: a longer text is just as wrong once it is cut here.
    private const int MostCharacters = 65_536;

    /// <summary>
    /// Converts anything that is not a secret to null, for parameters that bind rows of any kind: a binding error would contain the whole row.
    /// </summary>
    public bool IgnoresOthers { get; set; }

    /// <summary>Converts a string or a number to a SecureString.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A SecureString, a string, a number, or a credential.</param>
    /// <returns>A SecureString, or null for null.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value is something else; the message does not contain it.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        TryConvert(inputData, out SecureString? secret) || inputData is null || IgnoresOthers
            ? secret
            : throw new ArgumentTransformationMetadataException("A secret must be a SecureString, a string or a number.");

    /// <summary>Reads a secret in any supported form.</summary>
    /// <param name="value">The value.</param>
    /// <param name="secret">The secret.</param>
    /// <returns>False if the value is not a secret.</returns>
    internal static bool TryConvert(object? value, [NotNullWhen(true)] out SecureString? secret)
    {
        secret = (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            SecureString secure => secure,
            PSCredential credential => credential.Password,
            HiddenSecret hidden => hidden.Value,
            _ => PlainText.Of(value) is { } text ? Secret.Protect(text.AsSpan(0, Math.Min(text.Length, MostCharacters))) : null,
        };
        return secret is not null;
    }
}
