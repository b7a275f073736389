using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Lets users log in again who were locked out after too many failed logins.</summary>
/// <remarks>
/// <para>Unlock-FlowservUser clears the failure counter of a user and lifts the delay or the lock that came of it. A user who is not locked keeps working as before. It does not activate a pending or disabled user: that is what Enable-FlowservUser does. Nothing is returned unless -PassThru is given.</para>
/// <para>From the 5th failed login in a row (the policy's LockoutThreshold) a user has to wait, at first one second, and twice as long after each further failure, up to 15 minutes (LockoutMaximumDelay). Logins during the wait are refused without counting, so that nobody can keep a user out for longer by trying on. At 100 failures the user stays locked until Unlock-FlowservUser or a password reset.</para>
/// </remarks>
/// <example>
/// Unlock a user.
/// <code>Unlock-FlowservUser alice</code>
/// </example>
/// <example>
/// Unlock everybody who is locked, and show them.
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
    /// <summary>Returns the user.</summary>
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
