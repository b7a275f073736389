using System.Security;
using FlowservUsers.Secrets;

namespace FlowservUsers.Databases;

/// <summary>The API key that counts where none is given.</summary>
internal static class CurrentKey
{
    /// <summary>The environment variable in which flowserv's clients keep a key.</summary>
    private const string Variable = "FLOWSERV_ACCESS_TOKEN";

    /// <summary>The key of the current session of this runspace, else the environment's, else null.</summary>
    public static SecureString? Find(string location) =>
        RunspaceState.Current.CurrentKey(location) ?? SecretOutput.ToSecureString(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The key of the current session of this runspace, else the environment's.</summary>
    /// <exception cref="UnauthenticatedAccessException">There is none.</exception>
    public static SecureString Require(string location) => Find(location) ?? throw new UnauthenticatedAccessException(
        $"Nobody is logged in to '{LocalUserService.DescribeLocation(location)}' here. Log in with Connect-FlowservUser, give -ApiKey, or set {Variable}.");
}
