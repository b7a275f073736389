namespace FlowservUsers;

/// <summary>Why a password is not acceptable.</summary>
public enum PasswordProblem
{
    /// <summary>Empty, or white space only.</summary>
    Blank,

    /// <summary>Fewer code points than the policy asks for.</summary>
    TooShort,

    /// <summary>More than 1,024 code points.</summary>
    TooLong,

    /// <summary>On the list of common passwords.</summary>
    TooCommon,

    /// <summary>The user name, or the user name with little around it.</summary>
    ContainsUsername,

    /// <summary>
    /// Of the form of a stored hash of a well-known system: whoever has the file that it is from could log in with it. A hash
    /// is given to Register-FlowservUser as -PasswordHash.
    /// </summary>
    LooksLikeHash,

    /// <summary>Has U+FFFD, which stands for a character that was lost when a file was read in another encoding than it was written in.</summary>
    ReplacementCharacter,
}
