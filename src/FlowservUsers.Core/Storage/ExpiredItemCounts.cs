namespace FlowservUsers.Storage;

/// <summary>How many items a clean-up removed.</summary>
internal sealed record ExpiredItemCounts(long Sessions, long PasswordResets, long LoginCounters, long AuditEvents)
{
    public bool Any => Sessions + PasswordResets + LoginCounters + AuditEvents > 0;
}
