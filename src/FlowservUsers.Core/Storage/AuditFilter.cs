namespace FlowservUsers.Storage;

/// <summary>Which audit events a listing has, the latest first.</summary>
internal sealed record AuditFilter
{
    public string? UserId { get; init; }
    public IReadOnlyCollection<AuditEventType> Types { get; init; } = [];
    public DateTimeOffset? After { get; init; }
    public DateTimeOffset? Before { get; init; }
}
