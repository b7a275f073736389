namespace FlowservUsers.Reliability.Fuzz;

/// <summary>A user as the model keeps it.</summary>
internal sealed class ModelUser
{
    public required string Name { get; set; }
    public required string Key { get; set; }
    public required string Password { get; set; }
    public required UserStatus Status { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? ActivatedAt { get; set; }
    public required DateTimeOffset PasswordChangedAt { get; set; }
    public DateTimeOffset? LastLoginAt { get; set; }
    public int FailedLogins { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }

    public List<ModelSession> Sessions { get; } = [];

    public string Describe() => ServiceOperations.Describe(new FlowservUser
    {
        Id = "",
        Username = Name,
        Status = Status,
        CreatedAt = CreatedAt,
        ActivatedAt = ActivatedAt,
        LastLoginAt = LastLoginAt,
        PasswordChangedAt = PasswordChangedAt,
        FailedLogins = FailedLogins,
        LockedUntil = LockedUntil,
    });
}
