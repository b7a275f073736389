namespace FlowservUsers.Passwords;

/// <summary>The outcome of checking a password against what is stored.</summary>
internal enum PasswordVerification
{
    /// <summary>The password is wrong, or the user does not exist.</summary>
    Failed,

    /// <summary>The password is right.</summary>
    Success,

    /// <summary>The password is right, and its hash should be replaced with one of the current scheme and work factor.</summary>
    SuccessRehashNeeded,

    /// <summary>The stored hash can't be read or would cost too much to check; no password matches it.</summary>
    Unreadable,
}
