using System.Reflection;
using System.Text.RegularExpressions;

namespace FlowservUsers.Core.Tests.Storage;

/// <summary>Reads out of compiled code which statements it has.</summary>
internal static partial class SqlLiterals
{
    private const byte LoadString = 0x72; // ldstr, followed by a token whose last byte is 0x70.
    private const byte StringToken = 0x70;
    private const BindingFlags Everything =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The texts in the methods of a type, and of those that the compiler nests in it, that begin as a statement does.</summary>
    public static IReadOnlyList<string> In(Type type) =>
    [
        .. Types(type).SelectMany(Methods).SelectMany(Strings).Where(text => Statement().IsMatch(text)).Distinct(),
    ];

    private static IEnumerable<Type> Types(Type type) =>
        type.GetNestedTypes(Everything).SelectMany(Types).Prepend(type);

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything));

    private static IEnumerable<string> Strings(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int at = 0; at + 4 < code.Length; at++)
        {
            if (code[at] == LoadString && code[at + 4] == StringToken)
                yield return method.Module.ResolveString(BitConverter.ToInt32(code, at + 1));
        }
    }

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|REPLACE)\b")]
    private static partial Regex Statement();
}
