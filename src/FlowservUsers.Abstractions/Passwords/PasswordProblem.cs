namespace FlowservUsers;

/// <summary>Why a password is not acceptable.</summary>
public enum PasswordProblem
{
    /// <summary>Empty, or white space only.</summary>
    Blank,

    /// <summary>Fewer code points than the policy requires.</summary>
    TooShort,

    /// <summary>More than 1,024 code points.</summary>
    TooLong,

    /// <summary>On the list of common passwords.</summary>
    TooCommon,

    /// <summary>The user name, or little more than the user name.</summary>
    ContainsUsername,

    /// <summary>
    /// In the form of a stored hash of a well-known system: anyone with the file it came from could log in with it. To register
    /// a hash, use -PasswordHash of Register-FlowservUser.
    /// </summary>
    LooksLikeHash,

    /// <summary>Contains U+FFFD, which replaces a character that was lost when a file was read in the wrong encoding.</summary>
    ReplacementCharacter,
}
