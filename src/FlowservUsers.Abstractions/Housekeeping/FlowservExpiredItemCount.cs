namespace FlowservUsers;

/// <summary>How many stored items have outlived their use.</summary>
public sealed class FlowservExpiredItemCount
{
    /// <summary>Sessions whose time is over, or that were not used for longer than the policy allows.</summary>
    public long Sessions { get; internal init; }

    /// <summary>Password reset requests that can't be used any more.</summary>
    public long PasswordResets { get; internal init; }

    /// <summary>Counters of failed logins with names that nobody has.</summary>
    public long LoginCounters { get; internal init; }

    /// <summary>Audit events older than the policy keeps them.</summary>
    public long AuditEvents { get; internal init; }

    /// <summary>All of them together.</summary>
    public long Total => Sessions + PasswordResets + LoginCounters + AuditEvents;

    /// <summary>The counts in words.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant(
        $"sessions: {Sessions}, password resets: {PasswordResets}, login counters: {LoginCounters}, audit events: {AuditEvents}");
}
