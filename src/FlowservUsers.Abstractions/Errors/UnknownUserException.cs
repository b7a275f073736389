namespace FlowservUsers;

/// <summary>The user does not exist.</summary>
public class UnknownUserException : FlowservException
{
    /// <summary>Creates the error for a name or an identifier that no user has.</summary>
    /// <param name="identity">The name or the identifier.</param>
    /// <param name="location">The path or the address of the database, without a password.</param>
    public UnknownUserException(string identity, string location)
        : this("UnknownUser", Describe(identity, location), identity)
    {
    }

    private protected UnknownUserException(string errorId, string message, string? identity)
        : base(errorId, message, identity)
    {
    }

    /// <summary>Creates the error for a name or an identifier that no user has, with advice.</summary>
    /// <param name="identity">The name or the identifier.</param>
    /// <param name="location">The path or the address of the database, without a password.</param>
    /// <param name="advice">What to do instead, as a sentence.</param>
    /// <returns>The error.</returns>
    public static UnknownUserException WithAdvice(string identity, string location, string advice) =>
        new("UnknownUser", $"{Describe(identity, location)} {advice}", identity);

    /// <summary>Creates the error for an object that identifies no user.</summary>
    /// <returns>The error; it does not reveal the contents of the object.</returns>
    public static UnknownUserException OfObject() => new(
        "UnknownUser",
        "The input identifies no user: the name is empty, or the object has neither a UserId or Id of 32 hexadecimal digits nor a Username or Name. Pipe in users, names, or rows with one of these columns.",
        identity: null);

    private static string Describe(string identity, string location) =>
        $"There is no user '{DisplayText.Of(identity)}' in the database '{location}'.";
}
