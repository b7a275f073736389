namespace FlowservUsers.HelpGenerator.Cmdlets;

/// <summary>How a parameter takes part in one parameter set; <paramref name="Position"/> is null for a named one.</summary>
internal sealed record ParameterUse(string Name, bool Mandatory, int? Position, bool ByValue, bool ByPropertyName, bool FromRemaining);
