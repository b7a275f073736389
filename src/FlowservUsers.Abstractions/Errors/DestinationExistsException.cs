namespace FlowservUsers;

/// <summary>There is a file already where one was to be written. It was left as it is.</summary>
public sealed class DestinationExistsException : FlowservException
{
    /// <summary>Reports the file.</summary>
    /// <param name="destination">The full path.</param>
    public DestinationExistsException(string destination)
        : base("DestinationExists", $"The file '{destination}' exists. Choose another name, or give -Force to replace it.", destination)
    {
    }
}
