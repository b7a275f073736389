namespace FlowservUsers;

/// <summary>How many stored items have outlived their use.</summary>
public sealed class FlowservExpiredItemCount
{
    /// <summary>Sessions whose time is over, or that were not used for longer than the policy allows.</summary>
    public required long Sessions { get; init; }

    /// <summary>Password reset requests that can't be used any more.</summary>
    public required long PasswordResets { get; init; }

    /// <summary>Counters of failed logins with names that nobody has.</summary>
    public required long LoginCounters { get; init; }

    /// <summary>Audit events older than the policy keeps them.</summary>
    public required long AuditEvents { get; init; }

    /// <summary>All of them together.</summary>
    public long Total => Sessions + PasswordResets + LoginCounters + AuditEvents;

    /// <summary>The counts in words.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant(
        $"sessions: {Sessions}, password resets: {PasswordResets}, login counters: {LoginCounters}, audit events: {AuditEvents}");
}
