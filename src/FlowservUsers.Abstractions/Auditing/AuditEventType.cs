namespace FlowservUsers;

/// <summary>What an audit event tells of.</summary>
public enum AuditEventType
{
    /// <summary>A user was registered.</summary>
    UserRegistered,

    /// <summary>A user was taken over from another system.</summary>
    UserImported,

    /// <summary>A user was activated.</summary>
    UserActivated,

    /// <summary>A user was disabled.</summary>
    UserDisabled,

    /// <summary>A user got another name.</summary>
    UserRenamed,

    /// <summary>A user was deleted.</summary>
    UserUnregistered,

    /// <summary>Logins of a user are refused for a while, or until an administrator acts.</summary>
    UserLocked,

    /// <summary>The failure counter of a user was cleared.</summary>
    UserUnlocked,

    /// <summary>A user logged in.</summary>
    LoginSucceeded,

    /// <summary>A login failed; the detail says why.</summary>
    LoginFailed,

    /// <summary>A user logged out.</summary>
    LoggedOut,

    /// <summary>A session was ended by somebody else than its holder.</summary>
    SessionRevoked,

    /// <summary>A password reset was requested.</summary>
    PasswordResetRequested,

    /// <summary>A password was set through a reset request.</summary>
    PasswordReset,

    /// <summary>A password was set by an administrator, without a request.</summary>
    PasswordSet,

    /// <summary>A password was changed by its owner.</summary>
    PasswordChanged,

    /// <summary>A stored hash was replaced by one of the current scheme and work factor.</summary>
    PasswordRehashed,

    /// <summary>A setting of the policy was changed; the detail has the old and the new value.</summary>
    PolicyChanged,

    /// <summary>Expired items were removed; the detail has the counts.</summary>
    ExpiredItemsCleared,

    /// <summary>The database began to use another hashing key; the detail has its identifier.</summary>
    HashingKeyAdded,

    /// <summary>A hashing key was moved into the database or out of it; the detail has its identifier.</summary>
    HashingKeyMoved,

    /// <summary>A hashing key was given up; the detail has its identifier, and how many users needed it.</summary>
    HashingKeyRemoved,
}
