using System.Reflection;

namespace FlowservUsers.HelpGenerator.Documentation;

/// <summary>The ids under which the compiler files documentation.</summary>
internal static class MemberId
{
    public static string For(Type type) => "T:" + Path(type);

    public static string For(PropertyInfo property) => $"P:{Path(property.DeclaringType!)}.{property.Name}";

    public static string ForField(Type type, string field) => $"F:{Path(type)}.{field}";

    private static string Path(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition.FullName!.Replace('+', '.');
    }
}
