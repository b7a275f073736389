using System.Management.Automation;
using System.Security;

namespace FlowservUsers.Commands;

/// <summary>Tells who is logged in: whose API key it is.</summary>
/// <remarks>
/// <para>Get-FlowservCurrentUser returns the user of the API key that is given, else of the current session of this runspace, else of the key in the environment variable FLOWSERV_ACCESS_TOKEN.</para>
/// </remarks>
/// <example>
/// Who am I?
/// <code>Get-FlowservCurrentUser</code>
/// </example>
/// <example>
/// Whose key is this?
/// <code>Get-FlowservCurrentUser -ApiKey $key</code>
/// </example>
/// <exception cref="UnauthenticatedAccessException">The key is missing, unknown, expired or revoked, or its user is not active.</exception>
/// <seealso cref="ConnectFlowservUserCommand"/>
[Cmdlet(VerbsCommon.Get, "FlowservCurrentUser", DefaultParameterSetName = ApiKeySet)]
[OutputType(typeof(FlowservUser))]
public sealed class GetFlowservCurrentUserCommand : ApiKeyCommand
{
    /// <summary>Recognises one key.</summary>
    protected override void ProcessRecord()
    {
        if (TryRun(() => FindKey(), out SecureString? key))
            RunAndWrite(() => Secret.Use(key, characters => Service.Sessions.WhoAmI(characters, StopToken)));
    }
}
