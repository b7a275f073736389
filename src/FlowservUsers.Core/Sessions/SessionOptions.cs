namespace FlowservUsers.Sessions;

/// <summary>How a session is opened.</summary>
public sealed record SessionOptions
{
    /// <summary>How long it lasts: 1 second to 365 days; null for the lifetime of the policy.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>What it is for, at most 200 characters; shown in listings of sessions.</summary>
    public string? Label { get; init; }
}
