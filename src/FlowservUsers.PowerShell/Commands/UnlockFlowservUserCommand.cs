using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Unlocks users who were locked out after too many failed logins.</summary>
/// <remarks>
/// <para>Unlock-FlowservUser clears a user's failure counter and removes the resulting delay or lock. For a user who is not locked, nothing else changes. It does not activate a pending or disabled user; use Enable-FlowservUser for that. By default, this cmdlet returns nothing.</para>
/// <para>From the 5th consecutive failed login (the policy's LockoutThreshold), a user has to wait: one second at first, then twice as long after each further failure, up to 15 minutes (LockoutMaximumDelay). Login attempts during the wait are refused without being counted, so further attempts cannot prolong it. After 100 failures, the user stays locked until Unlock-FlowservUser or a password reset.</para>
/// </remarks>
/// <example>
/// Unlock a user.
/// <code>Unlock-FlowservUser alice</code>
/// </example>
/// <example>
/// Unlock every locked user, and show them.
/// <code>Get-FlowservUser -Locked | Unlock-FlowservUser -PassThru</code>
/// </example>
/// <exception cref="UnknownUserException">No user has the name or the identifier.</exception>
/// <seealso cref="GetFlowservUserCommand"/>
/// <seealso cref="EnableFlowservUserCommand"/>
[Cmdlet(VerbsCommon.Unlock, "FlowservUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
[OutputType(typeof(FlowservUser))]
public sealed class UnlockFlowservUserCommand : IdentityCommand
{
    /// <summary>Returns the unlocked users. By default, this cmdlet returns nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessUser(FlowservUser user)
    {
        if (ShouldProcess(user.Username, "Unlock user")
            && TryRun(() => Service.Accounts.Unlock(user.Id, StopToken), out FlowservUser? unlocked)
            && PassThru)
        {
            WriteObject(unlocked);
        }
    }
}
