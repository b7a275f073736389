namespace FlowservUsers;

/// <summary>An entry in the audit trail. It contains no secrets.</summary>
public sealed class FlowservAuditEvent
{
    /// <summary>
    /// The number of the event: its time and a count within the millisecond, so that later events have higher numbers.
    /// Programs that read JSON numbers as doubles cannot represent it.
    /// </summary>
    public long Id { get; internal init; }

    /// <summary>When it happened (UTC).</summary>
    public DateTimeOffset OccurredAt { get; internal init; }

    /// <summary>What happened.</summary>
    public AuditEventType Type { get; internal init; }

    /// <summary>The identifier of the user concerned, or null if there is none.</summary>
    public string? UserId { get; internal init; }

    /// <summary>
    /// The name of the user at that time. Null for unknown names, because a password typed in the wrong place must not be kept.
    /// </summary>
    public string? Username { get; internal init; }

    /// <summary>A short detail, such as the reason for a failure.</summary>
    public string? Detail { get; internal init; }

    /// <summary>
    /// The operating system account that performed the action, on Windows with its domain; null for events from databases of version 1,
    /// and if there is none.
    /// </summary>
    public string? Account { get; internal init; }

    /// <summary>The machine on which the action was performed; null for events from databases of version 1.</summary>
    public string? Machine { get; internal init; }

    /// <summary>The type and the name.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Username is null ? Type.ToString() : $"{Type} {Username}";
}
