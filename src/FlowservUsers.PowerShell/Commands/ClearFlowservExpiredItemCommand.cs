using System.Diagnostics;
using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Removes expired sessions and reset requests, old counters, and old audit events.</summary>
/// <remarks>
/// <para>Clear-FlowservExpiredItem removes sessions that have expired or passed the policy's idle timeout; expired password reset requests; counters of failed logins with unknown names, one day after the last failure; and audit events older than the policy's AuditRetention. It returns the number of each.</para>
/// <para>Nothing is removed automatically, so run this regularly, for example daily. It frees space but is not needed for security: expired items are refused whether or not they are still stored.</para>
/// <para>Up to 1,000 items of each kind are removed in one transaction, together with an ExpiredItemsCleared audit event that records the counts. If there are more, further batches follow, and logins continue between them. If it is stopped, it has removed what the audit trail records, and the next run removes the rest.</para>
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
    private readonly ProgressMeter _progress = new("Removing expired items", "removed");

    /// <summary>Removes expired items.</summary>
    private protected override void ProcessDatabase()
    {
        if (TryRun(() => Service.ExpiredItems.Count(StopToken), out FlowservExpiredItemCount? expired)
            && ShouldProcess(Chosen.Shown, $"Remove expired items ({expired})"))
        {
            RunAndWrite(() => Clear(expired.Total));
        }
    }

    private FlowservExpiredItemCount Clear(long total)
    {
        long start = Stopwatch.GetTimestamp();
        FlowservExpiredItemCount removed = Service.ExpiredItems.Clear(
            done =>
            {
                if (_progress.Report(Stopwatch.GetElapsedTime(start), done, total) is { } record)
                    WriteProgress(record);
            },
            StopToken);
        if (_progress.End() is { } end)
            WriteProgress(end);
        return removed;
    }
}
