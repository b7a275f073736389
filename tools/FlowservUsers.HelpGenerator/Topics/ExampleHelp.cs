using FlowservUsers.HelpGenerator.Documentation;

namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>An example: what it shows, the command lines, and what there is to say about them.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<TextBlock> Remarks);
