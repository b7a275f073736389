namespace FlowservUsers.PowerShell.Tests.Examples;

/// <summary>Commands that a reader of the documentation copies.</summary>
/// <param name="Name">The cmdlet and the number of the example, or the file and the first line.</param>
/// <param name="Code">The commands as written.</param>
internal sealed record Example(string Name, string Code);
