using System.Management.Automation;

namespace FlowservUsers.Views;

/// <summary>
/// The times of results in local time, as PowerShell shows and compares times. Code properties of FlowservUsers.types.ps1xml,
/// which take precedence over the .NET properties with the same names.
/// </summary>
public static class LocalTime
{
    /// <summary>When a user was registered, a session was opened, or a hashing key was first used.</summary>
    /// <param name="item">A user, a session or a hashing key.</param>
    /// <returns>The local time.</returns>
    public static DateTime? CreatedAt(PSObject item) => Of(item?.BaseObject switch
    {
        FlowservUser user => user.CreatedAt,
        FlowservSession session => session.CreatedAt,
        FlowservHashingKey key => key.CreatedAt,
        _ => null,
    });

    /// <summary>When a user was last activated.</summary>
    /// <param name="item">A user.</param>
    /// <returns>The local time, or null.</returns>
    public static DateTime? ActivatedAt(PSObject item) => Of((item?.BaseObject as FlowservUser)?.ActivatedAt);

    /// <summary>When a user last logged in.</summary>
    /// <param name="item">A user.</param>
    /// <returns>The local time, or null.</returns>
    public static DateTime? LastLoginAt(PSObject item) => Of((item?.BaseObject as FlowservUser)?.LastLoginAt);

    /// <summary>When the password of a user was last set.</summary>
    /// <param name="item">A user.</param>
    /// <returns>The local time.</returns>
    public static DateTime? PasswordChangedAt(PSObject item) => Of((item?.BaseObject as FlowservUser)?.PasswordChangedAt);

    /// <summary>Until when a user's logins are refused.</summary>
    /// <param name="item">A user.</param>
    /// <returns>The local time, null for a user who is not locked, or the maximum time for one who has to be unlocked.</returns>
    public static DateTime? LockedUntil(PSObject item) => Of((item?.BaseObject as FlowservUser)?.LockedUntil);

    /// <summary>When the key of a session was last used.</summary>
    /// <param name="item">A session.</param>
    /// <returns>The local time.</returns>
    public static DateTime? LastUsedAt(PSObject item) => Of((item?.BaseObject as FlowservSession)?.LastUsedAt);

    /// <summary>When a session or a reset request ends.</summary>
    /// <param name="item">A session or a reset request.</param>
    /// <returns>The local time.</returns>
    public static DateTime? ExpiresAt(PSObject item) => Of(item?.BaseObject switch
    {
        FlowservSession session => session.ExpiresAt,
        FlowservPasswordResetRequest request => request.ExpiresAt,
        _ => null,
    });

    /// <summary>When something happened.</summary>
    /// <param name="item">An audit event.</param>
    /// <returns>The local time.</returns>
    public static DateTime? OccurredAt(PSObject item) => Of((item?.BaseObject as FlowservAuditEvent)?.OccurredAt);

    /// <summary>The time of the oldest audit event.</summary>
    /// <param name="item">A description of a database.</param>
    /// <returns>The local time, or null.</returns>
    public static DateTime? OldestAuditEvent(PSObject item) => Of((item?.BaseObject as FlowservDatabase)?.OldestAuditEvent);

    // The maximum time means "until unlocked" in every time zone.
    private static DateTime? Of(DateTimeOffset? time) => time == DateTimeOffset.MaxValue ? DateTime.MaxValue : time?.LocalDateTime;
}
