using FlowservUsers.Storage;
using FlowservUsers.Users;

namespace FlowservUsers.Auditing;

/// <summary>Reads the audit trail. The operations themselves write it, each event together with the change that it records.</summary>
public sealed class AuditTrail
{
    private readonly ServiceContext _context;

    internal AuditTrail(ServiceContext context) => _context = context;

    /// <summary>Lists audit events, the latest first; they are read while they are enumerated.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="cancellation">Stops the enumeration.</param>
    /// <returns>The events.</returns>
    /// <exception cref="UnknownUserException">No such user exists, and no event mentions one.</exception>
    public IEnumerable<FlowservAuditEvent> List(AuditQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        AuditFilter filter = query.Identity is null ? new AuditFilter() : OfUser(query.Identity, cancellation);
        IEnumerable<FlowservAuditEvent> events = _context.Store.ListAuditEvents(
            filter with { Types = query.Types, After = query.After, Before = query.Before }, cancellation);
        return query.NameMatches is { } matches ? events.Where(item => item.Username is { } name && matches(name)) : events;
    }

    private AuditFilter OfUser(string identity, CancellationToken cancellation)
    {
        if (_context.Store.FindIdentity(identity, cancellation) is { } user)
            return new AuditFilter { UserId = user.Id };

        // For deleted users, the trail is all there is.
        AuditFilter? recorded = UserId.TryParse(identity, out string id)
            ? new() { UserId = id }
            : Username.TryParse(identity, out Username name) ? new() { Username = name.Text } : null;
        return recorded is not null && _context.Store.ListAuditEvents(recorded, cancellation).Any()
            ? recorded
            : throw new UnknownUserException(identity, _context.Store.Location);
    }
}
