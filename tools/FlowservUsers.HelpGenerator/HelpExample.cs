namespace FlowservUsers.HelpGenerator;

/// <summary>One example of a generated help file.</summary>
/// <param name="Command">The cmdlet whose help holds it.</param>
/// <param name="Number">Its number there, from 1.</param>
/// <param name="Title">Its title as shown.</param>
/// <param name="Code">The command lines, ready to run.</param>
public sealed record HelpExample(string Command, int Number, string Title, string Code)
{
    /// <summary>The cmdlet and the number, which name the example in a test report.</summary>
    public override string ToString() => $"{Command} example {Number}";
}
