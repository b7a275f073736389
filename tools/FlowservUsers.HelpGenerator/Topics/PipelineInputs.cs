using FlowservUsers.HelpGenerator.Cmdlets;

namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>Says what can be piped into a cmdlet, and which parameter takes it.</summary>
internal static class PipelineInputs
{
    public static IReadOnlyList<TypeHelp> Of(IEnumerable<ParameterHelp> parameters)
    {
        TypeHelp[] inputs =
        [
            .. parameters.Where(help => help.Parameter.Use is { ByValue: true } or { ByPropertyName: true })
                .OrderBy(help => !help.Parameter.Use.ByValue)
                .GroupBy(help => help.Parameter.ItemType.FullName!)
                .Select(group => new TypeHelp(group.Key, [.. group.Select(Line)])),
        ];
        return inputs.Length > 0 ? inputs : [new TypeHelp("None", ["This cmdlet takes no input from the pipeline."])];
    }

    private static string Line(ParameterHelp help)
    {
        string meaning = help.Description.Count > 0 ? help.Description[0].Text : "";
        return $"-{help.Parameter.Name} ({string.Join("; ", Ways(help.Parameter))}): {meaning}";
    }

    private static IEnumerable<string> Ways(ParameterDescription parameter)
    {
        if (parameter.Use.ByValue)
            yield return "the object itself";
        if (parameter.Use.ByPropertyName)
            yield return $"property {string.Join(", ", [parameter.Name, .. parameter.Aliases])}";
    }
}
