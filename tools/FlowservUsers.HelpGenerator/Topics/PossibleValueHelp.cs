namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>One value that a parameter takes, with what the enumeration's documentation says of it.</summary>
internal sealed record PossibleValueHelp(string Value, string Description);
