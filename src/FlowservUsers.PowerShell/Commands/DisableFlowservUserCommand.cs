using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Disables users, so that they cannot log in, and logs them out everywhere.</summary>
/// <remarks>
/// <para>Disable-FlowservUser keeps the user and all of the user's data, but immediately ends all sessions and any open password reset request. Enable-FlowservUser lets the user log in again, with the same password and new sessions. By default, this cmdlet returns nothing.</para>
/// </remarks>
/// <example>
/// Disable a user.
/// <code>Disable-FlowservUser alice</code>
/// </example>
/// <example>
/// Show which users a pattern would disable, without disabling them.
/// <code>Get-FlowservUser al* | Disable-FlowservUser -WhatIf</code>
/// </example>
/// <example>
/// Disable users who have not logged in for 90 days, and save a list of them.
/// <code>Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -lt (Get-Date).AddDays(-90) } | Disable-FlowservUser -PassThru | Export-Csv disabled.csv</code>
/// </example>
/// <exception cref="UnknownUserException">No user has the name or the identifier.</exception>
/// <seealso cref="EnableFlowservUserCommand"/>
/// <seealso cref="UnregisterFlowservUserCommand"/>
[Cmdlet(VerbsLifecycle.Disable, "FlowservUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
[OutputType(typeof(FlowservUser))]
public sealed class DisableFlowservUserCommand : IdentityCommand
{
    /// <summary>Returns the disabled users. By default, this cmdlet returns nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessUser(FlowservUser user)
    {
        if (ShouldProcess(user.Username, "Disable user and end all sessions")
            && TryRun(() => Service.Accounts.Disable(user.Id, StopToken), out FlowservUser? disabled)
            && PassThru)
        {
            WriteObject(disabled);
        }
    }
}
