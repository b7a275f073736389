using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Activates users, so that they can log in.</summary>
/// <remarks>
/// <para>Enable-FlowservUser activates a user who was registered with -RequireActivation, or who was disabled. For an active user it changes nothing and returns the user all the same.</para>
/// </remarks>
/// <example>
/// Activate a user by name.
/// <code>Enable-FlowservUser alice</code>
/// </example>
/// <example>
/// Activate everybody who waits for it.
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
