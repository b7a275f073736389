namespace FlowservUsers;

/// <summary>The destination file already exists. It was not changed.</summary>
public sealed class DestinationExistsException : FlowservException
{
    /// <summary>Creates the error for a file that -Force can replace.</summary>
    /// <param name="destination">The full path.</param>
    public DestinationExistsException(string destination)
        : this(destination, "Choose another name, or use -Force to replace it.")
    {
    }

    /// <summary>Creates the error for a file that cannot be replaced.</summary>
    /// <param name="destination">The full path.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    public DestinationExistsException(string destination, string remedy)
        : base("DestinationExists", $"The file '{destination}' exists. {remedy}", destination)
    {
    }
}
