namespace FlowservUsers.HelpGenerator.Cmdlets;

/// <summary>What the engine knows of a cmdlet.</summary>
/// <param name="Name">Verb and noun.</param>
/// <param name="Type">The class behind it.</param>
/// <param name="ParameterSets">The default set first, the others by name.</param>
/// <param name="Parameters">All shown parameters by name, those that the engine adds last.</param>
/// <param name="Outputs">The types it says it writes; <see cref="void"/> for nothing.</param>
internal sealed record CmdletDescription(
    string Name,
    Type Type,
    IReadOnlyList<ParameterSetDescription> ParameterSets,
    IReadOnlyList<ParameterDescription> Parameters,
    IReadOnlyList<OutputDescription> Outputs);
