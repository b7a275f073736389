namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>A type that goes into a cmdlet or comes out of it, one line of text per entry.</summary>
internal sealed record TypeHelp(string Name, IReadOnlyList<string> Lines);
