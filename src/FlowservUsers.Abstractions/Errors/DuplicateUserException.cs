namespace FlowservUsers;

/// <summary>The name is taken. Names are case-insensitive.</summary>
public sealed class DuplicateUserException : FlowservException
{
    /// <summary>Creates the error.</summary>
    /// <param name="username">The name as it was given.</param>
    public DuplicateUserException(string username)
        : base("DuplicateUser", $"The user name '{DisplayText.Of(username)}' is taken.", username)
    {
    }
}
