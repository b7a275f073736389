using System.Management.Automation;
using System.Security;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Tells whether an API key is valid.</summary>
/// <remarks>
/// <para>Test-FlowservSession looks at the key that is given, else at the current session of this runspace, else at the key in the environment variable FLOWSERV_ACCESS_TOKEN. It is no error if the key is unknown, expired or revoked, if its user is not active, or if there is no key at all: the answer is false.</para>
/// <para>A session without its key, as Get-FlowservSession returns it, counts as no key.</para>
/// <para>A database that was named but does not exist is an error, because it cannot answer. Testing counts as a use of the key.</para>
/// </remarks>
/// <returns>True for a valid key, else false.</returns>
/// <example>
/// Log in unless somebody is logged in.
/// <code>if (-not (Test-FlowservSession)) { Connect-FlowservUser alice }</code>
/// </example>
/// <example>
/// Test a key that a script was given.
/// <code>Test-FlowservSession -ApiKey $key</code>
/// </example>
/// <exception cref="DatabaseNotFoundException">The database that was named does not exist.</exception>
/// <seealso cref="GetFlowservCurrentUserCommand"/>
/// <seealso cref="ConnectFlowservUserCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "FlowservSession", DefaultParameterSetName = ApiKeySet)]
[OutputType(typeof(bool))]
public sealed class TestFlowservSessionCommand : ApiKeyCommand
{
    /// <summary>Tests one key.</summary>
    protected override void ProcessRecord() => RunAndWrite(IsValid);

    private bool IsValid()
    {
        if (IsUntouchedDefault())
            return false;

        LocalUserService service = Service;
        SecureString? key = ApiKey ?? (IsKeyGiven ? null : CurrentKey.Find(Chosen.Location));
        return Secret.Use(key, characters => service.Sessions.IsValid(characters, StopToken));
    }
}
