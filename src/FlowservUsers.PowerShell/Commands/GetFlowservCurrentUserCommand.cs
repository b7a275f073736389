using System.Management.Automation;
using System.Security;

namespace FlowservUsers.Commands;

/// <summary>Returns the user who is logged in, or whose API key is given.</summary>
/// <remarks>
/// <para>Get-FlowservCurrentUser returns the user of the API key that is given. By default, it uses the current session of this runspace, then the key in the environment variable FLOWSERV_ACCESS_TOKEN.</para>
/// </remarks>
/// <example>
/// Show who is logged in.
/// <code>Get-FlowservCurrentUser</code>
/// </example>
/// <example>
/// Show whose key this is.
/// <code>Get-FlowservCurrentUser -ApiKey $key</code>
/// </example>
/// <exception cref="UnauthenticatedAccessException">The key is missing, unknown, expired or revoked, or its user is not active.</exception>
/// <seealso cref="ConnectFlowservUserCommand"/>
[Cmdlet(VerbsCommon.Get, "FlowservCurrentUser", DefaultParameterSetName = ApiKeySet)]
[OutputType(typeof(FlowservUser))]
public sealed class GetFlowservCurrentUserCommand : ApiKeyCommand
{
    /// <summary>Finds the user of one key.</summary>
    private protected override void Process()
    {
        if (TryRun(() => FindKey(), out SecureString? key))
            RunAndWrite(() => Secret.Use(key, characters => Service.Sessions.WhoAmI(characters, StopToken)));
    }
}
