using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Removes what has outlived its use: expired sessions and reset requests, old counters, and old audit events.</summary>
/// <remarks>
/// <para>Clear-FlowservExpiredItem removes sessions whose time is over, by their lifetime or by the policy's idle timeout; password reset requests that expired; counters of failed logins with names that nobody has, one day after the last failure; and audit events older than the policy's AuditRetention. It returns how many there were of each.</para>
/// <para>Nothing is removed by itself: run this from time to time, for instance daily. It makes room and is not needed for safety, because what has expired is refused whether it is stored or not.</para>
/// <para>All is removed in one transaction, together with an ExpiredItemsCleared audit event that has the counts.</para>
/// </remarks>
/// <example>
/// Show what would be removed.
/// <code>Clear-FlowservExpiredItem -WhatIf</code>
/// </example>
/// <example>
/// Remove it, and keep a note of how many audit events went.
/// <code>(Clear-FlowservExpiredItem).AuditEvents</code>
/// </example>
/// <seealso cref="SetFlowservPolicyCommand"/>
/// <seealso cref="GetFlowservAuditEventCommand"/>
[Cmdlet(VerbsCommon.Clear, "FlowservExpiredItem", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FlowservExpiredItemCount))]
public sealed class ClearFlowservExpiredItemCommand : WholeDatabaseCommand
{
    /// <summary>Removes what has expired by now.</summary>
    private protected override void ProcessDatabase()
    {
        if (TryRun(() => Service.ExpiredItems.Count(StopToken), out FlowservExpiredItemCount? expired)
            && ShouldProcess(Chosen.Shown, $"Remove expired items ({expired})"))
        {
            RunAndWrite(() => Service.ExpiredItems.Clear(StopToken));
        }
    }
}
