using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace FlowservUsers.Completion;

/// <summary>Converts an argument between the way it is typed and the text it stands for.</summary>
internal static partial class CompletedWord
{
    private const string Quotes = "'\"\u2018\u2019\u201A\u201B\u201C\u201D\u201E";

    /// <summary>The word without the quotes that were typed around it.</summary>
    public static string Unquote(string? word) => (word ?? "").Trim(Quotes.ToCharArray());

    /// <summary>The text as it must be typed: quoted unless it is plainly a word.</summary>
    public static string Quote(string text) =>
        PlainWord().IsMatch(text) ? text : $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    /// <summary>A name as a pattern that matches only itself.</summary>
    public static string Escape(string name) => Wildcard().Replace(name, "`$0");

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Mn}\p{Nd}_.@+-]*\z")]
    private static partial Regex PlainWord();

    [GeneratedRegex(@"[`*?\[\]]")]
    private static partial Regex Wildcard();
}
