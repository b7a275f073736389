using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace FlowservUsers.HelpGenerator.Cmdlets;

/// <summary>Reads what a parameter's attributes and type say of it.</summary>
internal static class ParameterReader
{
    public static ParameterDescription Read(Type cmdlet, CommandParameterInfo parameter, ParameterUse use)
    {
        // The most derived declaration comes first; asking by name alone fails where a property hides another.
        var property = cmdlet.GetProperties().FirstOrDefault(candidate => candidate.Name == parameter.Name);
        var attributes = property?.GetCustomAttributes(inherit: true).ToArray() ?? [];
        var description = new ParameterDescription(
            parameter.Name,
            parameter.ParameterType,
            property,
            [.. parameter.Aliases.Order(StringComparer.OrdinalIgnoreCase)],
            attributes.OfType<SupportsWildcardsAttribute>().Any(),
            [],
            DefaultValue(parameter.ParameterType, attributes),
            use);
        return description with { PossibleValues = PossibleValues(description.ItemType, attributes) };
    }

    private static string[] PossibleValues(Type itemType, object[] attributes)
    {
        var set = attributes.OfType<ValidateSetAttribute>().FirstOrDefault();
        if (set is not null)
            return [.. set.ValidValues];
        return itemType.IsEnum ? Enum.GetNames(itemType) : [];
    }

    private static string? DefaultValue(Type type, object[] attributes)
    {
        var stated = attributes.OfType<PSDefaultValueAttribute>().FirstOrDefault();
        if (stated is not null)
            return string.IsNullOrEmpty(stated.Help) ? Convert.ToString(stated.Value, CultureInfo.InvariantCulture) : stated.Help;
        return type == typeof(SwitchParameter) ? "False" : null;
    }
}
