namespace FlowservUsers;

/// <summary>What an audit event records.</summary>
public enum AuditEventType
{
    /// <summary>A user was registered.</summary>
    UserRegistered,

    /// <summary>A user was imported from another system.</summary>
    UserImported,

    /// <summary>A user was activated.</summary>
    UserActivated,

    /// <summary>A user was disabled.</summary>
    UserDisabled,

    /// <summary>A user was renamed.</summary>
    UserRenamed,

    /// <summary>A user was deleted.</summary>
    UserUnregistered,

    /// <summary>A user's logins are refused for a while, or until an administrator acts.</summary>
    UserLocked,

    /// <summary>The failure counter of a user was cleared.</summary>
    UserUnlocked,

    /// <summary>A user logged in.</summary>
    LoginSucceeded,

    /// <summary>A login failed; the detail says why.</summary>
    LoginFailed,

    /// <summary>A user logged out.</summary>
    LoggedOut,

    /// <summary>A session was ended by somebody other than its holder.</summary>
    SessionRevoked,

    /// <summary>A password reset was requested.</summary>
    PasswordResetRequested,

    /// <summary>A password was set with a reset request.</summary>
    PasswordReset,

    /// <summary>A password was set by an administrator, without a request.</summary>
    PasswordSet,

    /// <summary>A password was changed by its owner.</summary>
    PasswordChanged,

    /// <summary>A stored hash was replaced with one of the current scheme and work factor.</summary>
    PasswordRehashed,

    /// <summary>A policy setting was changed; the detail has the old and new values.</summary>
    PolicyChanged,

    /// <summary>Expired items were removed; the detail has the counts.</summary>
    ExpiredItemsCleared,

    /// <summary>The database started using another hashing key; the detail has its identifier.</summary>
    HashingKeyAdded,

    /// <summary>A hashing key was moved into or out of the database; the detail has its identifier.</summary>
    HashingKeyMoved,

    /// <summary>A hashing key was removed; the detail has its identifier and the number of users who needed it.</summary>
    HashingKeyRemoved,

    /// <summary>The database was replaced with a backup; the detail is the name of the backup file.</summary>
    DatabaseRestored,
}
