namespace FlowservUsers;

/// <summary>There is a file already where one was to be written. It was left as it is.</summary>
public sealed class DestinationExistsException : FlowservException
{
    /// <summary>Reports the file.</summary>
    /// <param name="destination">The full path.</param>
    public DestinationExistsException(string destination)
        : this(destination, "Choose another name, or give -Force to replace it.")
    {
    }

    /// <summary>Reports a file that is replaced by no means.</summary>
    /// <param name="destination">The full path.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    public DestinationExistsException(string destination, string remedy)
        : base("DestinationExists", $"The file '{destination}' exists. {remedy}", destination)
    {
    }
}
