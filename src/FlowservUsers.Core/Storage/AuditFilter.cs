namespace FlowservUsers.Storage;

/// <summary>Which audit events a listing has, the latest first.</summary>
internal sealed record AuditFilter
{
    public string? UserId { get; init; }

    /// <summary>The name that was recorded; case-insensitive as far as the database's own case folding goes.</summary>
    public string? Username { get; init; }

    public IReadOnlyCollection<AuditEventType> Types { get; init; } = [];

    /// <summary>The earliest time that is listed.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>The first time that is not listed any more.</summary>
    public DateTimeOffset? Before { get; init; }
}
