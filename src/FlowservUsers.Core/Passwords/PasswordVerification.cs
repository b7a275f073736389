namespace FlowservUsers.Passwords;

/// <summary>The outcome of checking a password against what is stored.</summary>
internal enum PasswordVerification
{
    /// <summary>Another password, or no such user.</summary>
    Failed,

    /// <summary>The password is right.</summary>
    Success,

    /// <summary>The password is right, and its hash is to be replaced by one of the current scheme and work factor.</summary>
    SuccessRehashNeeded,

    /// <summary>What is stored can't be read or would cost too much to check; no password fits it.</summary>
    Unreadable,
}
