namespace FlowservUsers.Auditing;

/// <summary>Selects the audit events of a listing.</summary>
public sealed record AuditQuery
{
    /// <summary>
    /// The user: an identifier or a name. If no user has the name now, recorded names are searched. Null for all
    /// events.
    /// </summary>
    public string? Identity { get; init; }

    /// <summary>Whether the recorded name of an event matches; null for every event.</summary>
    public Predicate<string>? NameMatches { get; init; }

    /// <summary>The types; none for all.</summary>
    public IReadOnlyCollection<AuditEventType> Types { get; init; } = [];

    /// <summary>The earliest time, inclusive; null for no limit.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>The latest time, exclusive; null for no limit.</summary>
    public DateTimeOffset? Before { get; init; }
}
