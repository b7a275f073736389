using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Deletes users for good.</summary>
/// <remarks>
/// <para>Unregister-FlowservUser deletes the user with the password, the sessions and the open reset request. Only the audit trail keeps what it has recorded. The name is free from then on. Disable-FlowservUser is the way that can be taken back. Nothing is returned.</para>
/// <para>Each user has to be confirmed. Where nobody can answer, give -Confirm:$false.</para>
/// </remarks>
/// <example>
/// Delete a user, after a question.
/// <code>Unregister-FlowservUser alice</code>
/// </example>
/// <example>
/// Delete everybody who is disabled, in a scheduled job.
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
