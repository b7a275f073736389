namespace FlowservUsers.Storage.Copying;

/// <summary>A table to copy, row by row in the order of its key, which is the first column.</summary>
internal sealed record CopiedTable(string Name, params string[] Columns)
{
    /// <summary>The hashing keys; every database has at least one from its creation.</summary>
    public const string Keys = "hashing_keys";

    public const string Settings = "settings";
    public const string Users = "users";
    public const string LoginCounters = "unknown_logins";
    public const string Sessions = "sessions";
    public const string PasswordResets = "password_resets";
    public const string AuditEvents = "audit_events";

    /// <summary>Every table of a database, ordered so that referenced tables come first.</summary>
    public static IReadOnlyList<CopiedTable> All { get; } =
    [
        new(Keys, "number", "id", "value", "created_at"),
        new(Settings, "name", "value"),
        new(
            Users, "username_key", "id", "username", "status", "password_scheme", "password_hash", "password_key_id", "created_at", "activated_at", "last_login_at",
            "password_changed_at", "failed_logins", "locked_until"),
        new(LoginCounters, "name_hash", "failed_logins", "last_failed_at", "locked_until"),
        new(Sessions, "key_hash", "id", "user_id", "label", "key_prefix", "created_at", "last_used_at", "expires_at"),
        new(PasswordResets, "user_id", "request_hash", "created_at", "expires_at"),
        new(AuditEvents, "id", "occurred_at", "type", "user_id", "username", "detail", "account", "machine"),
    ];
}
