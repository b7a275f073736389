using System.Buffers;
using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlowservUsers.Completion;

/// <summary>
/// Completes paths that are taken as they are. Left to itself, PowerShell escapes what would be a wildcard elsewhere, so that a
/// file named 'a[1].db' is not found by what it completes to.
/// </summary>
public sealed class FileCompleter : IArgumentCompleter
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(" '\"`$(){}[];,@&|<>#");

    private const string Wildcards = "`*?[]";

    /// <summary>Offers files and folders for an argument.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">What was typed so far, with an opening quote if one was typed.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    /// <returns>What PowerShell offers, without escapes; none in a session without files.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            // PowerShell completes up to the first wildcard character, and the rest is compared here.
            string word = CompletedWord.Unquote(wordToComplete);
            int end = word.AsSpan().IndexOfAny(Wildcards);
            string start = Path.GetFileName(word);
            return
            [
                .. CompletionCompleters.CompleteFilename(end < 0 ? word : word[..end]).Select(Literal)
                    .Where(offered => end < 0 || offered.ListItemText.StartsWith(start, StringComparison.OrdinalIgnoreCase)),
            ];
        }
        catch (Exception exception) when (exception is RuntimeException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static CompletionResult Literal(CompletionResult offered)
    {
        string text = offered.CompletionText;
        bool isQuoted = text is ['\'', .., '\''];
        string path = WildcardPattern.Unescape(isQuoted ? text[1..^1].Replace("''", "'", StringComparison.Ordinal) : text);
        string typed = path.AsSpan().ContainsAny(NeedQuotes) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(path)}'" : path;
        return new CompletionResult(typed, offered.ListItemText, offered.ResultType, offered.ToolTip);
    }
}
