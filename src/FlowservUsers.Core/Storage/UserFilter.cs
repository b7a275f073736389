namespace FlowservUsers.Storage;

/// <summary>Which users a listing has. The key range is half open; a null bound is open.</summary>
internal sealed record UserFilter
{
    public string KeyFrom { get; init; } = "";
    public string? KeyBefore { get; init; }
    public IReadOnlyCollection<UserStatus> Statuses { get; init; } = [UserStatus.Active];

    /// <summary>If given, only the users who are locked at this time.</summary>
    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>Bit n stands for the status n.</summary>
    public long StatusBits => Statuses.Aggregate(0L, (bits, status) => bits | (1L << (int)status));
}
