using System.Diagnostics;
using FlowservUsers.Storage;

namespace FlowservUsers.Housekeeping;

/// <summary>
/// Removes expired items. This is not needed for security, because expired items are refused whether or not they are still
/// stored. Nothing is removed automatically.
/// </summary>
public sealed class ExpiredItems
{
    // The maximum delay that the policy allows: a counter that was unchanged for so long delays nobody.
    private static readonly TimeSpan CounterRetention = TimeSpan.FromDays(1);

    private readonly ServiceContext _context;

    internal ExpiredItems(ServiceContext context) => _context = context;

    /// <summary>Counts what <see cref="Clear"/> would remove.</summary>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The counts.</returns>
    public FlowservExpiredItemCount Count(CancellationToken cancellation = default) =>
        _context.Store.CountExpired(Limits(cancellation), cancellation);

    /// <summary>
    /// Removes expired sessions and reset requests, counters of failed logins with unknown names that are older than a
    /// day, and audit events past the policy's retention. Many items are removed in batches, between which others can write;
    /// each batch is one transaction with an ExpiredItemsCleared audit event. From then on, a failed login costs no more than the
    /// most expensive remaining hash of another system.
    /// </summary>
    /// <param name="progress">Called with the number removed so far after each batch but the last, on the calling thread; can be null.</param>
    /// <param name="cancellation">Stops the operation after a batch; the audit trail records what was removed.</param>
    /// <returns>How many were removed.</returns>
    public FlowservExpiredItemCount Clear(Action<long>? progress = null, CancellationToken cancellation = default)
    {
        ExpiryLimits limits = Limits(cancellation);
        var removed = new FlowservExpiredItemCount();
        while (true)
        {
            long start = Stopwatch.GetTimestamp();
            FlowservExpiredItemCount batch = _context.Store.RemoveExpired(limits, cancellation);
            removed = removed.And(batch);
            if (batch.Total < ExpiryLimits.BatchSize)
                break;

            progress?.Invoke(removed.Total);
            // Half of the time is for others.
            TimeSpan spent = Stopwatch.GetElapsedTime(start);
            cancellation.WaitHandle.WaitOne(spent > LockWait.TurnOfOthers ? spent : LockWait.TurnOfOthers);
        }
        _context.Store.LowerForeignHashRounds(cancellation);
        return removed;
    }

    private ExpiryLimits Limits(CancellationToken cancellation)
    {
        FlowservPolicy policy = _context.Store.ReadPolicy(cancellation);
        DateTimeOffset now = _context.Now;
        return new ExpiryLimits(now, now - policy.SessionIdleTimeout, now - policy.AuditRetention, now - CounterRetention);
    }
}
