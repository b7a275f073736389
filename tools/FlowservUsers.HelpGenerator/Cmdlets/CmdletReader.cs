using System.Management.Automation;
using System.Reflection;

namespace FlowservUsers.HelpGenerator.Cmdlets;

/// <summary>
/// Reads cmdlets as the engine sees them. The engine's own <see cref="CmdletInfo"/> works out sets, positions and added
/// parameters, so the help says what binding does; no cmdlet is instantiated for it.
/// </summary>
internal static class CmdletReader
{
    /// <summary>What the engine adds for paging and confirmation, in the order in which its own help shows it.</summary>
    private static readonly string[] Added = ["IncludeTotalCount", "Skip", "First", "WhatIf", "Confirm"];

    public static IReadOnlyList<CmdletDescription> ReadAssembly(string assemblyPath)
    {
        return
        [
            .. new ModuleLoadContext(assemblyPath).LoadModule().GetExportedTypes()
                .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Cmdlet)) && type.IsDefined(typeof(CmdletAttribute), false))
                .Select(Read)
                .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
        ];
    }

    public static CmdletDescription Read(Type type)
    {
        var attribute = type.GetCustomAttribute<CmdletAttribute>(false)!;
        var info = new CmdletInfo($"{attribute.VerbName}-{attribute.NounName}", type);
        var sets = info.ParameterSets
            .OrderBy(set => !set.IsDefault).ThenBy(set => set.Name, StringComparer.Ordinal)
            .Select(set => (set.Name, Parameters: set.Parameters.Where(IsShown).ToArray()))
            .ToArray();

        return new CmdletDescription(
            info.Name,
            type,
            [.. sets.Select(set => new ParameterSetDescription(set.Name, InDisplayOrder(set.Parameters.Select(Use))))],
            ReadParameters(type, [.. sets.SelectMany(set => set.Parameters)]),
            [.. info.OutputType.DistinctBy(output => output.Name).Select(output => new OutputDescription(output.Name, output.Type))]);
    }

    private static ParameterDescription[] ReadParameters(Type type, CommandParameterInfo[] all)
    {
        return
        [
            .. all.GroupBy(parameter => parameter.Name)
                .OrderBy(group => Array.IndexOf(Added, group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => ParameterReader.Read(type, group.First(), Merge([.. group.Select(Use)]))),
        ];
    }

    /// <summary>The first set decides what a list of parameters can show once; pipeline input counts wherever it is possible.</summary>
    private static ParameterUse Merge(ParameterUse[] uses) => uses[0] with
    {
        ByValue = uses.Any(use => use.ByValue),
        ByPropertyName = uses.Any(use => use.ByPropertyName),
    };

    private static ParameterUse[] InDisplayOrder(IEnumerable<ParameterUse> uses) =>
    [
        .. uses.OrderBy(use => Array.IndexOf(Added, use.Name))
            .ThenBy(use => use.Position ?? int.MaxValue)
            .ThenBy(use => !use.Mandatory)
            .ThenBy(use => use.Name, StringComparer.Ordinal),
    ];

    private static ParameterUse Use(CommandParameterInfo parameter) => new(
        parameter.Name,
        parameter.IsMandatory,
        parameter.Position < 0 ? null : parameter.Position,
        parameter.ValueFromPipeline,
        parameter.ValueFromPipelineByPropertyName,
        parameter.ValueFromRemainingArguments);

    private static bool IsShown(CommandParameterInfo parameter)
    {
        return !Cmdlet.CommonParameters.Contains(parameter.Name)
            && !parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.DontShow);
    }
}
