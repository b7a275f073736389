using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;

namespace FlowservUsers.Views;

/// <summary>
/// What the views show for properties that are not readable as they are. Hidden code properties of FlowservUsers.types.ps1xml,
/// for live objects and for those read back from a file or a job. Script blocks in views would not run in every session.
/// </summary>
public static class ViewText
{
    // The same in every culture, and in a format that time parameters understand: another calendar would change the year.
    private const string Minutes = "yyyy-MM-dd HH:mm";
    private const string Seconds = "yyyy-MM-dd HH:mm:ss";

    /// <summary>When it was created.</summary>
    /// <param name="item">A user or a session.</param>
    /// <returns>A date and a time.</returns>
    public static string CreatedAt(PSObject item) => Time(item, nameof(CreatedAt));

    /// <summary>When the user was activated.</summary>
    /// <param name="item">A user.</param>
    /// <returns>A date and a time, or nothing.</returns>
    public static string ActivatedAt(PSObject item) => Time(item, nameof(ActivatedAt));

    /// <summary>When the user last logged in.</summary>
    /// <param name="item">A user.</param>
    /// <returns>A date and a time, or nothing.</returns>
    public static string LastLoginAt(PSObject item) => Time(item, nameof(LastLoginAt));

    /// <summary>When the password was last set.</summary>
    /// <param name="item">A user.</param>
    /// <returns>A date and a time.</returns>
    public static string PasswordChangedAt(PSObject item) => Time(item, nameof(PasswordChangedAt));

    /// <summary>Until when logins are refused, if they are.</summary>
    /// <param name="item">A user.</param>
    /// <returns>A date and a time, nothing for a time in the past, or "until unlocked".</returns>
    public static string LockedUntil(PSObject item) => Value(item, nameof(LockedUntil)) switch
    {
        DateTime time when time.Year == DateTime.MaxValue.Year => "until unlocked",
        DateTime time when time > DateTime.Now => Format(time, Seconds),
        _ => "",
    };

    /// <summary>When the key was last used.</summary>
    /// <param name="item">A session.</param>
    /// <returns>A date and a time.</returns>
    public static string LastUsedAt(PSObject item) => Time(item, nameof(LastUsedAt));

    /// <summary>When it ends.</summary>
    /// <param name="item">A session or a reset request.</param>
    /// <returns>A date and a time.</returns>
    public static string ExpiresAt(PSObject item) => Time(item, nameof(ExpiresAt));

    /// <summary>When it happened.</summary>
    /// <param name="item">An audit event.</param>
    /// <returns>A date and a time to the second.</returns>
    public static string OccurredAt(PSObject item) => Time(item, nameof(OccurredAt), Seconds);

    /// <summary>The oldest audit event.</summary>
    /// <param name="item">A description of a database.</param>
    /// <returns>A date and a time, or nothing.</returns>
    public static string OldestAuditEvent(PSObject item) => Time(item, nameof(OldestAuditEvent));

    /// <summary>The password, if plain text was asked for.</summary>
    /// <param name="item">A user with a generated password.</param>
    /// <returns>The password, or how to see it.</returns>
    public static string Password(PSObject item) => Secret(item, nameof(Password));

    /// <summary>The API key, if plain text was asked for.</summary>
    /// <param name="item">A session.</param>
    /// <returns>The key, or how to see it.</returns>
    public static string ApiKey(PSObject item) => Secret(item, nameof(ApiKey));

    /// <summary>The identifier of a reset request, if plain text was asked for.</summary>
    /// <param name="item">A reset request.</param>
    /// <returns>The identifier, or how to see it.</returns>
    public static string RequestId(PSObject item) => Secret(item, nameof(RequestId));

    /// <summary>The time that a hash takes.</summary>
    /// <param name="item">A measured cost.</param>
    /// <returns>Milliseconds.</returns>
    public static string TimePerHash(PSObject item) => Value(item, nameof(TimePerHash)) is TimeSpan time
        ? string.Create(CultureInfo.CurrentCulture, $"{time.TotalMilliseconds:n1} ms")
        : "";

    /// <summary>The idle time after which a session ends.</summary>
    /// <param name="item">A policy.</param>
    /// <returns>The time, or "none".</returns>
    public static string SessionIdleTimeout(PSObject item) => Value(item, nameof(SessionIdleTimeout))?.ToString() ?? "none";

    /// <summary>The findings, one per line.</summary>
    /// <param name="item">A description of a database.</param>
    /// <returns>The findings, or "none".</returns>
    public static string Findings(PSObject item) => Value(item, nameof(Findings)) is IEnumerable findings
        && string.Join("\n", findings.Cast<object>().Select(finding => finding.ToString())) is { Length: > 0 } text ? text : "none";

    private static string Time(PSObject item, string property, string format = Minutes) =>
        Value(item, property) is DateTime time ? Format(time, format) : "";

    private static string Format(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private static string Secret(PSObject item, string property) => Value(item, property) switch
    {
        SecureString => "(hidden, only on this object; -AsPlainText shows it)",
        string text => text,
        _ => "",
    };

    private static object? Value(PSObject item, string property)
    {
        object? value = item?.Properties[property]?.Value;
        return value is PSObject wrapped ? wrapped.BaseObject : value;
    }
}
