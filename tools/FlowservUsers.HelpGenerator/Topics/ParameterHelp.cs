using FlowservUsers.HelpGenerator.Cmdlets;
using FlowservUsers.HelpGenerator.Documentation;

namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>A parameter with its text, its default and its possible values.</summary>
internal sealed record ParameterHelp(
    ParameterDescription Parameter,
    IReadOnlyList<TextBlock> Description,
    string DefaultValue,
    IReadOnlyList<PossibleValueHelp> PossibleValues);
