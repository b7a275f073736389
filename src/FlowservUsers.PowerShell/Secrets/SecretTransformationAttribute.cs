using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Security;

namespace FlowservUsers.Secrets;

/// <summary>Lets a SecureString parameter take a string or a number as well, such as a column of a CSV file or a value of JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    // The most that a SecureString holds, and far more than any secret: a longer text is as wrong when it is cut here.
    private const int MostCharacters = 65_536;

    /// <summary>
    /// Takes what is no secret for null, where rows of any kind are bound: an error of the binder would carry the whole row.
    /// </summary>
    public bool IgnoresOthers { get; set; }

    /// <summary>Turns a string or a number into a SecureString.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A SecureString, a string, a number, or a credential.</param>
    /// <returns>A SecureString, or null for null.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value is something else; it is not named in the message.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        TryConvert(inputData, out SecureString? secret) || inputData is null || IgnoresOthers
            ? secret
            : throw new ArgumentTransformationMetadataException("A secret is given as a SecureString, a string or a number.");

    /// <summary>Reads a secret in any form that it can have.</summary>
    /// <param name="value">The value.</param>
    /// <param name="secret">The secret.</param>
    /// <returns>False if it is none.</returns>
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
