using System.Security;
using FlowservUsers.Binding;
using FlowservUsers.Secrets;

namespace FlowservUsers.Databases;

/// <summary>The API key that counts where none is given.</summary>
internal static class CurrentKey
{
    /// <summary>The environment variable in which flowserv's clients keep a key.</summary>
    private const string Variable = "FLOWSERV_ACCESS_TOKEN";

    /// <summary>The key of the current session of this runspace, else the environment's, else null. After a failed login there is none.</summary>
    public static SecureString? Find(string location) => RunspaceState.Current.TryGetCurrentKey(location, out SecureString? current)
        ? current
        : SecretOutput.ToSecureString(EnvironmentValue.Read(Variable));

    /// <summary>The key of the current session of this runspace, else the environment's.</summary>
    /// <exception cref="UnauthenticatedAccessException">There is none.</exception>
    public static SecureString Require(string location)
    {
        SecureString key = Find(location) ?? throw new UnauthenticatedAccessException(
            $"Nobody is logged in to '{LocalUserService.DescribeLocation(location)}' here. Log in with Connect-FlowservUser, give -ApiKey, or set {Variable}.");
        return Secret.Use(key, IsNameOfType)
            ? throw new UnauthenticatedAccessException(
                $"{Variable} holds the name of a type and no key: a SecureString was assigned to it. Assign the text, as Connect-FlowservUser -AsPlainText gives it.")
            : key;
    }

    private static bool IsNameOfType(ReadOnlySpan<char> key) => key.SequenceEqual(typeof(SecureString).FullName);
}
