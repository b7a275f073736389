using System.Security;

namespace FlowservUsers;

/// <summary>
/// Hides a secret on a pipeline object from serialisers in runspaces that have not loaded this module: on Unix, a
/// SecureString in CLIXML is encoded but not encrypted. Where the module is loaded, the property is a SecureString.
/// </summary>
public sealed class HiddenSecret
{
    private HiddenSecret(SecureString value) => Value = value;

    internal SecureString Value { get; }

    /// <summary>Reveals nothing of the secret.</summary>
    /// <returns>Three asterisks.</returns>
    public override string ToString() => "***";

    /// <summary>Hides a SecureString; anything else is unchanged.</summary>
    internal static object? Of(object? secret) => secret is SecureString secure ? new HiddenSecret(secure) : secret;
}
