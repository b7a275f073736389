using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace FlowservUsers.HelpGenerator;

/// <summary>
/// Reads cmdlets as PowerShell sees them: its own <see cref="CmdletInfo"/> works out sets, positions and added parameters,
/// so that the help says what binding does. No cmdlet is created for it.
/// </summary>
internal static class CmdletReader
{
    /// <summary>What PowerShell adds for paging and confirmation, in the order in which its own help shows it.</summary>
    private static readonly string[] Added = ["IncludeTotalCount", "Skip", "First", "WhatIf", "Confirm"];

    public static IReadOnlyList<CmdletDescription> ReadAssembly(string path)
    {
        string full = Path.GetFullPath(path);
        var context = new AssemblyLoadContext("cmdlets");
        // Not PowerShell itself, which this program has: a second copy would make every attribute a stranger to its reader.
        context.Resolving += (_, name) => Path.Combine(Path.GetDirectoryName(full)!, name.Name + ".dll") is var beside && File.Exists(beside)
            ? context.LoadFromAssemblyPath(beside)
            : null;
        return
        [
            .. context.LoadFromAssemblyPath(full).GetExportedTypes()
                .Where(type => !type.IsAbstract && type.IsDefined(typeof(CmdletAttribute), false))
                .Select(Read)
                .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
        ];
    }

    public static CmdletDescription Read(Type type)
    {
        var attribute = type.GetCustomAttribute<CmdletAttribute>(false)!;
        var info = new CmdletInfo($"{attribute.VerbName}-{attribute.NounName}", type);
        CommandParameterInfo[][] sets =
        [
            .. info.ParameterSets
                .OrderBy(set => !set.IsDefault).ThenBy(set => set.Name, StringComparer.Ordinal)
                .Select(set => set.Parameters.Where(IsShown).ToArray()),
        ];
        return new CmdletDescription(
            info.Name,
            type,
            [.. sets.Select(set => InDisplayOrder(set.Select(Use)))],
            [
                .. sets.SelectMany(set => set).GroupBy(parameter => parameter.Name)
                    .OrderBy(group => Array.IndexOf(Added, group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Parameter(type, group.First(), [.. group.Select(Use)])),
            ],
            [.. info.OutputType.Select(output => output.Type).Distinct()]);
    }

    private static ParameterDescription Parameter(Type cmdlet, CommandParameterInfo parameter, ParameterUse[] uses)
    {
        // The most derived declaration comes first; asking by name alone fails where a property hides another.
        PropertyInfo? property = cmdlet.GetProperties().FirstOrDefault(candidate => candidate.Name == parameter.Name);
        object[] attributes = property?.GetCustomAttributes(inherit: true) ?? [];
        // The first set decides what a list of parameters can show once; pipeline input counts wherever it is possible.
        ParameterUse use = uses[0] with { ByValue = uses.Any(use => use.ByValue), ByPropertyName = uses.Any(use => use.ByPropertyName) };
        return new ParameterDescription(
            parameter.Name,
            parameter.ParameterType,
            property,
            [.. parameter.Aliases.Order(StringComparer.OrdinalIgnoreCase)],
            attributes.OfType<SupportsWildcardsAttribute>().Any(),
            DefaultValue(parameter.ParameterType, attributes.OfType<PSDefaultValueAttribute>().FirstOrDefault()),
            use);
    }

    private static string? DefaultValue(Type type, PSDefaultValueAttribute? stated) =>
        stated is null ? type == typeof(SwitchParameter) ? "False" : null
        : string.IsNullOrEmpty(stated.Help) ? Convert.ToString(stated.Value, CultureInfo.InvariantCulture)
        : stated.Help;

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
        parameter.ValueFromPipelineByPropertyName);

    private static bool IsShown(CommandParameterInfo parameter) =>
        !Cmdlet.CommonParameters.Contains(parameter.Name) && !parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.DontShow);
}
