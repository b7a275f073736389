namespace FlowservUsers.HelpGenerator.Cmdlets;

/// <summary>One way to call a cmdlet: its parameters in the order in which the syntax shows them.</summary>
internal sealed record ParameterSetDescription(string Name, IReadOnlyList<ParameterUse> Uses);
