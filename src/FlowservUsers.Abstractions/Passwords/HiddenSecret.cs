using System.Security;

namespace FlowservUsers;

/// <summary>
/// What a secret on an object of the pipeline is to the serialiser of a runspace that does not know this module: nothing. A
/// SecureString in CLIXML is no more than encoded on Unix. Where the module is known, the property is a SecureString.
/// </summary>
public sealed class HiddenSecret
{
    private HiddenSecret(SecureString value) => Value = value;

    internal SecureString Value { get; }

    /// <summary>Says nothing of the secret.</summary>
    /// <returns>Three asterisks.</returns>
    public override string ToString() => "***";

    /// <summary>Hides a SecureString; anything else stays as it is.</summary>
    internal static object? Of(object? secret) => secret is SecureString secure ? new HiddenSecret(secure) : secret;
}
