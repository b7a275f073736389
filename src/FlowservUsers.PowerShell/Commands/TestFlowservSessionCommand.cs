using System.Management.Automation;
using System.Security;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Tests whether an API key is valid.</summary>
/// <remarks>
/// <para>Test-FlowservSession tests the key that is given. By default, it uses the current session of this runspace, then the key in the environment variable FLOWSERV_ACCESS_TOKEN. If the key is missing, unknown, expired or revoked, or if its user is not active, the result is false, not an error.</para>
/// <para>A session object without its key, as Get-FlowservSession returns it, counts as no key.</para>
/// <para>If the named database does not exist, the cmdlet reports an error, because the question cannot be answered. Testing counts as a use of the key.</para>
/// </remarks>
/// <returns>True for a valid key, otherwise false.</returns>
/// <example>
/// Log in unless a user is already logged in.
/// <code>if (-not (Test-FlowservSession)) { Connect-FlowservUser alice }</code>
/// </example>
/// <example>
/// Test a key that was passed to a script.
/// <code>Test-FlowservSession -ApiKey $key</code>
/// </example>
/// <exception cref="DatabaseNotFoundException">The named database does not exist.</exception>
/// <seealso cref="GetFlowservCurrentUserCommand"/>
/// <seealso cref="ConnectFlowservUserCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "FlowservSession", DefaultParameterSetName = ApiKeySet)]
[OutputType(typeof(bool))]
public sealed class TestFlowservSessionCommand : ApiKeyCommand
{
    /// <summary>Tests one key.</summary>
    private protected override void Process() => RunAndWrite(IsValid);

    private bool IsValid()
    {
        if (IsUntouchedDefault())
            return false;

        LocalUserService service = Service;
        SecureString? key = ApiKey ?? (IsKeyGiven ? null : CurrentKey.Find(Chosen.Location));
        return Secret.Use(key, characters => service.Sessions.IsValid(characters, StopToken));
    }
}
