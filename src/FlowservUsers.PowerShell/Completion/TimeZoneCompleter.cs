using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlowservUsers.Completion;

/// <summary>Completes the identifiers of time zones, such as Europe/Berlin, also from their last part.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    /// <summary>Offers the time zones of this machine.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">What was typed so far, with an opening quote if one was typed.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    /// <returns>The identifiers that begin with the word, or whose last part does, in the order of the alphabet.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletedWord.Unquote(wordToComplete);
        return
        [
            .. TimeZoneInfo.GetSystemTimeZones()
                .Where(zone => Begins(zone.Id, word) || Begins(zone.Id[(zone.Id.LastIndexOf('/') + 1)..], word))
                .OrderBy(zone => zone.Id, StringComparer.OrdinalIgnoreCase)
                .Select(ToResult),
        ];
    }

    private static bool Begins(string text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static CompletionResult ToResult(TimeZoneInfo zone) => new(
        zone.Id.Contains(' ', StringComparison.Ordinal) ? $"'{zone.Id}'" : zone.Id, zone.Id, CompletionResultType.ParameterValue, zone.DisplayName);
}
