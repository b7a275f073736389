namespace FlowservUsers.Storage;

/// <summary>Which sessions a listing has.</summary>
internal sealed record SessionFilter
{
    /// <summary>Only those of this user.</summary>
    public string? UserId { get; init; }

    /// <summary>The present time: what has ended by then is listed only if <see cref="Expired"/> is true, and then alone.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>True for the sessions that have ended but are still stored; false for those that have not.</summary>
    public bool Expired { get; init; }
}
