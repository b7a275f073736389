using System.Management.Automation;
using FlowservUsers.Secrets;

namespace FlowservUsers.Views;

/// <summary>The hidden secrets of results, for code that asks for them by name.</summary>
public static class SecretProperty
{
    /// <summary>The API key of a session.</summary>
    /// <param name="item">A session.</param>
    /// <returns>The key as a SecureString, or null.</returns>
    public static object? ApiKey(PSObject item) => Show((item?.BaseObject as FlowservSession)?.ApiKey);

    /// <summary>The generated password of a user.</summary>
    /// <param name="item">A user.</param>
    /// <returns>The password as a SecureString, or null.</returns>
    public static object? Password(PSObject item) => Show((item?.BaseObject as FlowservUserWithPassword)?.Password);

    /// <summary>The identifier of a reset request.</summary>
    /// <param name="item">A reset request.</param>
    /// <returns>The identifier as a SecureString, or null.</returns>
    public static object? RequestId(PSObject item) => Show((item?.BaseObject as FlowservPasswordResetRequest)?.RequestId);

    private static object? Show(object? secret) => secret is HiddenSecret hidden ? hidden.Value : secret;
}
