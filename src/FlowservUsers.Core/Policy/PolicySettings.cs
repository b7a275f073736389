namespace FlowservUsers.Policy;

/// <summary>The settings as they are stored, whole numbers by name, and their allowed ranges.</summary>
internal static class PolicySettings
{
    private static readonly IReadOnlyDictionary<string, PolicySetting> ByName = new PolicySetting[]
    {
        new(nameof(FlowservPolicy.MinimumPasswordLength), 1, 64, "1 to 64 characters", false,
            policy => policy.MinimumPasswordLength, (policy, value) => policy with { MinimumPasswordLength = (int)value!.Value }),
        new(nameof(FlowservPolicy.BlockCommonPasswords), 0, 1, "true or false", false,
            policy => policy.BlockCommonPasswords ? 1 : 0, (policy, value) => policy with { BlockCommonPasswords = value != 0 }),
        new(nameof(FlowservPolicy.WorkFactor), 4, 15, "4 to 15", false,
            policy => policy.WorkFactor, (policy, value) => policy with { WorkFactor = (int)value!.Value }),
        Time(nameof(FlowservPolicy.SessionLifetime), TimeSpan.FromSeconds(1), TimeSpan.FromDays(365), "1 second to 365 days (30 days are written as 30.00:00)",
            policy => policy.SessionLifetime, (policy, value) => policy with { SessionLifetime = value!.Value }),
        // Last use is recorded to the minute, so a shorter timeout could end a session in use.
        Time(nameof(FlowservPolicy.SessionIdleTimeout), TimeSpan.FromMinutes(2), TimeSpan.FromDays(365), "2 minutes to 365 days (8 hours are written as 8:00), or none",
            policy => policy.SessionIdleTimeout, (policy, value) => policy with { SessionIdleTimeout = value }, canBeNone: true),
        new(nameof(FlowservPolicy.MaximumSessionsPerUser), 1, 10_000, "1 to 10,000 sessions", false,
            policy => policy.MaximumSessionsPerUser, (policy, value) => policy with { MaximumSessionsPerUser = (int)value!.Value }),
        Time(nameof(FlowservPolicy.PasswordResetLifetime), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7), "1 second to 7 days (30 minutes are written as 0:30)",
            policy => policy.PasswordResetLifetime, (policy, value) => policy with { PasswordResetLifetime = value!.Value }),
        new(nameof(FlowservPolicy.LockoutThreshold), 1, 99, "1 to 99 failures", false,
            policy => policy.LockoutThreshold, (policy, value) => policy with { LockoutThreshold = (int)value!.Value }),
        Time(nameof(FlowservPolicy.LockoutMaximumDelay), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), "1 second to 1 day (15 minutes are written as 0:15)",
            policy => policy.LockoutMaximumDelay, (policy, value) => policy with { LockoutMaximumDelay = value!.Value }),
        Time(nameof(FlowservPolicy.AuditRetention), TimeSpan.FromDays(1), TimeSpan.FromDays(3650), "1 to 3,650 days (90 days are written as 90.00:00)",
            policy => policy.AuditRetention, (policy, value) => policy with { AuditRetention = value!.Value }),
    }.ToDictionary(setting => setting.Name);

    /// <summary>The settings that differ between two policies.</summary>
    public static IReadOnlyList<PolicySetting> Changed(FlowservPolicy before, FlowservPolicy after) =>
        [.. ByName.Values.Where(setting => setting.Read(before) != setting.Read(after))];

    /// <summary>A policy with a stored setting; an unknown or out-of-range setting is left at its default.</summary>
    public static FlowservPolicy Apply(FlowservPolicy policy, string name, long? value) =>
        ByName.TryGetValue(name, out PolicySetting? setting) && setting.Allows(value) ? setting.Write(policy, value) : policy;

    /// <summary>The milliseconds that a stored idle timeout can have; another one is left aside.</summary>
    public static (long Minimum, long Maximum) IdleTimeoutRange { get; } =
        (ByName[nameof(FlowservPolicy.SessionIdleTimeout)].Least, ByName[nameof(FlowservPolicy.SessionIdleTimeout)].Most);

    /// <summary>A stored idle timeout as <see cref="Apply"/> reads it, without making a policy.</summary>
    public static TimeSpan? ReadIdleTimeout(long milliseconds) =>
        ByName[nameof(FlowservPolicy.SessionIdleTimeout)].Allows(milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;

    /// <summary>Checks a lifetime that a caller asked for.</summary>
    /// <exception cref="InvalidPolicyException">It is outside the range.</exception>
    public static TimeSpan RequireLifetime(TimeSpan lifetime) =>
        IsLifetime(lifetime) ? lifetime : throw new InvalidPolicyException("The lifetime of a session", ByName[nameof(FlowservPolicy.SessionLifetime)].Range);

    /// <summary>Determines whether a session can last so long.</summary>
    public static bool IsLifetime(TimeSpan lifetime) => ByName[nameof(FlowservPolicy.SessionLifetime)].Allows((long)lifetime.TotalMilliseconds);

    private static PolicySetting Time(
        string name, TimeSpan least, TimeSpan most, string range,
        Func<FlowservPolicy, TimeSpan?> read, Func<FlowservPolicy, TimeSpan?, FlowservPolicy> write, bool canBeNone = false) => new(
        name, (long)least.TotalMilliseconds, (long)most.TotalMilliseconds, range, canBeNone,
        policy => read(policy) is { } time ? (long)time.TotalMilliseconds : null,
        (policy, value) => write(policy, value is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null));
}
