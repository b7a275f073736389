namespace FlowservUsers;

/// <summary>A path cannot be written to, such as a folder or the database itself.</summary>
public sealed class InvalidDestinationException : ConstraintViolationException
{
    /// <summary>Creates the error.</summary>
    /// <param name="destination">The path.</param>
    /// <param name="problem">What is wrong with it and what to do, as a sentence.</param>
    public InvalidDestinationException(string destination, string problem)
        : base("InvalidDestination", $"Nothing was written to '{destination}'. {problem}", destination)
    {
    }
}
