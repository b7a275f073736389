namespace FlowservUsers;

/// <summary>The name is taken. Names that differ only in case count as the same.</summary>
public sealed class DuplicateUserException : FlowservException
{
    /// <summary>Reports a name that is taken.</summary>
    /// <param name="username">The name as it was given.</param>
    public DuplicateUserException(string username)
        : base("DuplicateUser", $"The user name '{DisplayText.Of(username)}' is taken.", username)
    {
    }
}
