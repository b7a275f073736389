namespace FlowservUsers.Storage;

/// <summary>Selects the audit events of a listing, latest first.</summary>
internal sealed record AuditFilter
{
    public string? UserId { get; init; }

    /// <summary>The name that was recorded; case-insensitive as far as the database's own case folding goes.</summary>
    public string? Username { get; init; }

    public IReadOnlyCollection<AuditEventType> Types { get; init; } = [];

    /// <summary>The earliest time, inclusive.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>The end of the time range, exclusive.</summary>
    public DateTimeOffset? Before { get; init; }
}
