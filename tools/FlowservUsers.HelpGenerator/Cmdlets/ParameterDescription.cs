using System.Reflection;

namespace FlowservUsers.HelpGenerator.Cmdlets;

/// <summary>A parameter, whatever the set; <paramref name="Property"/> is null for one that the engine adds.</summary>
internal sealed record ParameterDescription(
    string Name,
    Type Type,
    PropertyInfo? Property,
    IReadOnlyList<string> Aliases,
    bool SupportsWildcards,
    IReadOnlyList<string> PossibleValues,
    string? DefaultValue,
    ParameterUse Use)
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
}
