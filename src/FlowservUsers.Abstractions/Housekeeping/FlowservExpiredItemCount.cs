namespace FlowservUsers;

/// <summary>The number of expired items.</summary>
public sealed class FlowservExpiredItemCount
{
    /// <summary>Sessions that have expired or passed the policy's idle timeout.</summary>
    public long Sessions { get; internal init; }

    /// <summary>Password reset requests that can no longer be used.</summary>
    public long PasswordResets { get; internal init; }

    /// <summary>Counters of failed logins with unknown names.</summary>
    public long LoginCounters { get; internal init; }

    /// <summary>Audit events past the policy's retention.</summary>
    public long AuditEvents { get; internal init; }

    /// <summary>The total number.</summary>
    public long Total => Sessions + PasswordResets + LoginCounters + AuditEvents;

    internal FlowservExpiredItemCount And(FlowservExpiredItemCount other) => new()
    {
        Sessions = Sessions + other.Sessions,
        PasswordResets = PasswordResets + other.PasswordResets,
        LoginCounters = LoginCounters + other.LoginCounters,
        AuditEvents = AuditEvents + other.AuditEvents,
    };

    /// <summary>The counts as text.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant(
        $"sessions: {Sessions}, password resets: {PasswordResets}, login counters: {LoginCounters}, audit events: {AuditEvents}");
}
