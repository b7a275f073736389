using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Removes expired sessions and reset requests, old counters, and old audit events.</summary>
/// <remarks>
/// <para>Clear-FlowservExpiredItem removes sessions that have expired or passed the policy's idle timeout; expired password reset requests; counters of failed logins with unknown names, one day after the last failure; and audit events older than the policy's AuditRetention. It returns the number of each.</para>
/// <para>Nothing is removed automatically, so run this regularly, for example daily. It frees space but is not needed for security: expired items are refused whether or not they are still stored.</para>
/// <para>Everything is removed in one transaction, together with an ExpiredItemsCleared audit event that records the counts.</para>
/// </remarks>
/// <example>
/// Show what would be removed.
/// <code>Clear-FlowservExpiredItem -WhatIf</code>
/// </example>
/// <example>
/// Remove the expired items, and show how many audit events were removed.
/// <code>(Clear-FlowservExpiredItem).AuditEvents</code>
/// </example>
/// <seealso cref="SetFlowservPolicyCommand"/>
/// <seealso cref="GetFlowservAuditEventCommand"/>
[Cmdlet(VerbsCommon.Clear, "FlowservExpiredItem", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FlowservExpiredItemCount))]
public sealed class ClearFlowservExpiredItemCommand : WholeDatabaseCommand
{
    /// <summary>Removes expired items.</summary>
    private protected override void ProcessDatabase()
    {
        if (TryRun(() => Service.ExpiredItems.Count(StopToken), out FlowservExpiredItemCount? expired)
            && ShouldProcess(Chosen.Shown, $"Remove expired items ({expired})"))
        {
            RunAndWrite(() => Service.ExpiredItems.Clear(StopToken));
        }
    }
}
