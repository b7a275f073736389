namespace FlowservUsers.Reliability.Fuzz;

/// <summary>A session as the model keeps it.</summary>
internal sealed class ModelSession
{
    public required int Key { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset LastUsedAt { get; set; }

    public bool HasEnded(DateTimeOffset now, TimeSpan? idle) => ExpiresAt <= now || (idle is { } some && LastUsedAt <= now - some);
}
