using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Permanently deletes users.</summary>
/// <remarks>
/// <para>Unregister-FlowservUser deletes the user together with the password, the sessions and any open reset request. Only the audit trail is kept. The name can be registered again. To block a user reversibly, use Disable-FlowservUser. This cmdlet returns nothing.</para>
/// <para>By default, you are asked to confirm each deletion. In a noninteractive session, use -Confirm:$false.</para>
/// </remarks>
/// <example>
/// Delete a user, after confirmation.
/// <code>Unregister-FlowservUser alice</code>
/// </example>
/// <example>
/// Delete every disabled user in a scheduled job.
/// <code>Get-FlowservUser -Status Disabled | Unregister-FlowservUser -Confirm:$false</code>
/// </example>
/// <exception cref="UnknownUserException">No user has the name or the identifier.</exception>
/// <seealso cref="DisableFlowservUserCommand"/>
/// <seealso cref="RegisterFlowservUserCommand"/>
[Cmdlet(VerbsLifecycle.Unregister, "FlowservUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class UnregisterFlowservUserCommand : IdentityCommand
{
    private protected override void ProcessUser(FlowservUser user)
    {
        if (ShouldProcess(user.Username, "Delete user"))
            TryRun(() => Service.Accounts.Unregister(user.Id, StopToken));
    }
}
