using FlowservUsers.Storage;

namespace FlowservUsers.Housekeeping;

/// <summary>
/// Removes what has outlived its use. It is never needed for safety: what has expired is refused whether it is stored or
/// not. Nothing is removed unless it is asked for.
/// </summary>
public sealed class ExpiredItems
{
    // The longest delay that the policy can impose: a counter that was not moved for so long delays nobody.
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
    /// day, and audit events older than the policy keeps them; an ExpiredItemsCleared audit event if there were any. A login that
    /// fails costs no more from then on than the dearest hash of another system that is left.
    /// </summary>
    /// <param name="cancellation">Stops the operation; then nothing was removed.</param>
    /// <returns>How many were removed.</returns>
    public FlowservExpiredItemCount Clear(CancellationToken cancellation = default)
    {
        FlowservExpiredItemCount removed = _context.Store.RemoveExpired(Limits(cancellation), cancellation);
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
