namespace FlowservUsers.HelpGenerator.Documentation;

/// <summary>A paragraph, an item of a list, or lines of code.</summary>
internal sealed record TextBlock(TextBlockKind Kind, string Text);
