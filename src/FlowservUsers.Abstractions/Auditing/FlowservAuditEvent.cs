namespace FlowservUsers;

/// <summary>An entry of the audit trail. It holds no secret.</summary>
public sealed class FlowservAuditEvent
{
    /// <summary>
    /// The number of the event: its time and a count within the millisecond, so that a later time has a higher number.
    /// Programs that read JSON numbers as doubles cannot hold it.
    /// </summary>
    public long Id { get; internal init; }

    /// <summary>When it happened (UTC).</summary>
    public DateTimeOffset OccurredAt { get; internal init; }

    /// <summary>What happened.</summary>
    public AuditEventType Type { get; internal init; }

    /// <summary>The identifier of the user concerned, or null if there is none.</summary>
    public string? UserId { get; internal init; }

    /// <summary>
    /// The name of the user at that time. Null for names nobody has: a password typed in the wrong place must not be kept.
    /// </summary>
    public string? Username { get; internal init; }

    /// <summary>More about it in a few words, such as the reason of a failure.</summary>
    public string? Detail { get; internal init; }

    /// <summary>
    /// The account of the operating system that did it, on Windows with its domain; null for events of databases of version 1,
    /// and where there is none.
    /// </summary>
    public string? Account { get; internal init; }

    /// <summary>The machine that it was done on; null for events of databases of version 1.</summary>
    public string? Machine { get; internal init; }

    /// <summary>The type and the name.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Username is null ? Type.ToString() : $"{Type} {Username}";
}
