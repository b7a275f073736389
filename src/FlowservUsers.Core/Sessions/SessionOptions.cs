namespace FlowservUsers.Sessions;

/// <summary>How a session is opened.</summary>
public sealed record SessionOptions
{
    /// <summary>The lifetime: 1 second to 365 days; null for the lifetime in the policy.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>A description, at most 200 characters, shown in listings of sessions.</summary>
    public string? Label { get; init; }
}
