using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Activates users, so that they can log in.</summary>
/// <remarks>
/// <para>Enable-FlowservUser activates a user who was registered with -RequireActivation or was disabled. For a user who is already active, it changes nothing but still returns the user.</para>
/// </remarks>
/// <example>
/// Activate a user by name.
/// <code>Enable-FlowservUser alice</code>
/// </example>
/// <example>
/// Activate every user who is waiting for activation.
/// <code>Get-FlowservUser -Status Pending | Enable-FlowservUser</code>
/// </example>
/// <exception cref="UnknownUserException">No user has the name or the identifier.</exception>
/// <seealso cref="RegisterFlowservUserCommand"/>
/// <seealso cref="GetFlowservUserCommand"/>
[Cmdlet(VerbsLifecycle.Enable, "FlowservUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FlowservUser))]
public sealed class EnableFlowservUserCommand : IdentityCommand
{
    private protected override void ProcessUser(FlowservUser user)
    {
        if (ShouldProcess(user.Username, "Enable user"))
            RunAndWrite(() => Service.Accounts.Activate(user.Id, StopToken));
    }
}
