using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace FlowservUsers.Shell;

/// <summary>Turns the arguments of a script into PowerShell text, so that the engine binds them as if they had been typed.</summary>
internal static partial class ScriptArguments
{
    public static string Quote(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote));

    private static string Quote(string argument)
    {
        Match parameter = ParameterPattern().Match(argument);
        if (!parameter.Success)
            return Literal(argument);
        string value = parameter.Groups["value"].Value;
        return parameter.Groups["name"].Value + (value.ToUpperInvariant() is "" or "$TRUE" or "$FALSE" ? value : Literal(value));
    }

    /// <summary>The text as a quoted string.</summary>
    public static string Literal(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    [GeneratedRegex(@"^(?<name>-[\p{L}_][\w-]*(:|$))(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex ParameterPattern();
}
