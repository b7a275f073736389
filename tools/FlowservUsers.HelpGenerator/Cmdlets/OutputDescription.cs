namespace FlowservUsers.HelpGenerator.Cmdlets;

/// <summary>A type that a cmdlet writes; <paramref name="Type"/> is null when the attribute gives a name only.</summary>
internal sealed record OutputDescription(string Name, Type? Type);
