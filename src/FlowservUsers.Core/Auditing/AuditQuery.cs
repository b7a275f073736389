namespace FlowservUsers.Auditing;

/// <summary>Which audit events a listing has.</summary>
public sealed record AuditQuery
{
    /// <summary>
    /// The user: an identifier or a name. A name that nobody has now is looked for among the recorded ones. Null for all
    /// events.
    /// </summary>
    public string? Identity { get; init; }

    /// <summary>Whether the recorded name of an event is one that is looked for; null for every event.</summary>
    public Predicate<string>? NameMatches { get; init; }

    /// <summary>The types; none for all.</summary>
    public IReadOnlyCollection<AuditEventType> Types { get; init; } = [];

    /// <summary>The earliest time, itself included; null for no limit.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>The latest time, itself left out; null for no limit.</summary>
    public DateTimeOffset? Before { get; init; }
}
