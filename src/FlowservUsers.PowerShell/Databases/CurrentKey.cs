using System.Security;
using FlowservUsers.Binding;
using FlowservUsers.Secrets;

namespace FlowservUsers.Databases;

/// <summary>The API key that is used when none is given.</summary>
internal static class CurrentKey
{
    /// <summary>The environment variable that flowserv's clients read a key from.</summary>
    private const string Variable = "FLOWSERV_ACCESS_TOKEN";

    /// <summary>The key of the current session of this runspace, otherwise the key in the environment, otherwise null. After a failed login there is none.</summary>
    public static SecureString? Find(string location) => RunspaceState.Current.TryGetCurrentKey(location, out SecureString? current)
        ? current
        : SecretOutput.ToSecureString(EnvironmentValue.Read(Variable));

    /// <summary>The key of the current session of this runspace, otherwise the key in the environment.</summary>
    /// <exception cref="UnauthenticatedAccessException">There is no key.</exception>
    public static SecureString Require(string location)
    {
        SecureString key = Find(location) ?? throw new UnauthenticatedAccessException(
            $"Nobody is logged in to '{LocalUserService.DescribeLocation(location)}' here. Log in with Connect-FlowservUser, give -ApiKey, or set {Variable}.");
        return Secret.Use(key, IsNameOfType)
            ? throw new UnauthenticatedAccessException(
                $"{Variable} contains the name of a type instead of a key, because a SecureString was assigned to it. Assign a string: Connect-FlowservUser -AsPlainText returns one.")
            : key;
    }

    private static bool IsNameOfType(ReadOnlySpan<char> key) => key.SequenceEqual(typeof(SecureString).FullName);
}
