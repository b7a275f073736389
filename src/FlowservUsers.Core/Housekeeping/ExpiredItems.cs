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
    /// day, and audit events past the policy's retention, with an ExpiredItemsCleared audit event if there were any. From then on, a
    /// failed login costs no more than the most expensive remaining hash of another system.
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
