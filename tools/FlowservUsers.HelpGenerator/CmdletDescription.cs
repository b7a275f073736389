using System.Reflection;

namespace FlowservUsers.HelpGenerator;

/// <summary>What PowerShell knows of a cmdlet.</summary>
/// <param name="Name">Verb and noun.</param>
/// <param name="Type">The class behind it.</param>
/// <param name="ParameterSets">Each with its parameters in the order of the syntax; the default set first.</param>
/// <param name="Parameters">All parameters by name, those that PowerShell adds last.</param>
/// <param name="Outputs">The types that it writes; <see cref="void"/> for nothing.</param>
internal sealed record CmdletDescription(
    string Name, Type Type, IReadOnlyList<ParameterUse[]> ParameterSets, IReadOnlyList<ParameterDescription> Parameters, IReadOnlyList<Type> Outputs);

/// <summary>A parameter in one parameter set; <paramref name="Position"/> is null for a named one.</summary>
internal sealed record ParameterUse(string Name, bool Mandatory, int? Position, bool ByValue, bool ByPropertyName);

/// <summary>A parameter, whatever the set; <paramref name="Property"/> is null for one that PowerShell adds.</summary>
internal sealed record ParameterDescription(
    string Name, Type Type, PropertyInfo? Property, IReadOnlyList<string> Aliases, bool SupportsWildcards, string? DefaultValue, ParameterUse Use)
{
    /// <summary>The type of one item, without array and nullable around it.</summary>
    public Type ItemType
    {
        get
        {
            Type item = Type.IsArray ? Type.GetElementType()! : Type;
            return Nullable.GetUnderlyingType(item) ?? item;
        }
    }

    /// <summary>The type as the syntax shows it.</summary>
    public string TypeName => ItemType.Name + (Type.IsArray ? "[]" : "");

    public string[] PossibleValues => ItemType.IsEnum ? Enum.GetNames(ItemType) : [];
}
