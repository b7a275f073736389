using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlowservUsers.Completion;

/// <summary>Completes time zone identifiers of both kinds (Europe/Berlin, W. Europe Standard Time), also from words in their display names.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    /// <summary>Offers the time zones of this machine.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">What was typed so far, with an opening quote if one was typed.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    /// <returns>
    /// The identifiers that begin with the word, or whose last part or a word of whose display name does; in alphabetical order.
    /// </returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletedWord.Unquote(wordToComplete);
        return
        [
            .. TimeZoneInfo.GetSystemTimeZones()
                .SelectMany(zone => Identifiers(zone, word).Select(id => (Id: id, Zone: zone)))
                .DistinctBy(found => found.Id)
                .OrderBy(found => found.Id, StringComparer.OrdinalIgnoreCase)
                .Select(found => new CompletionResult(
                    found.Id.Contains(' ', StringComparison.Ordinal) ? CompletedWord.Quote(found.Id) : found.Id, found.Id, CompletionResultType.ParameterValue, found.Zone.DisplayName)),
        ];
    }

    private static IEnumerable<string> Identifiers(TimeZoneInfo zone, string word)
    {
        if (Begins(zone.Id, word) || Begins(zone.Id[(zone.Id.LastIndexOf('/') + 1)..], word) || HasWord(zone.DisplayName, word))
            yield return zone.Id;
        // Windows has its own identifiers; both kinds are accepted on every platform.
        if (word.Length > 0 && OtherId(zone) is { } other && Begins(other, word))
            yield return other;
    }

    private static string? OtherId(TimeZoneInfo zone)
    {
        string? other;
        return (zone.HasIanaId ? TimeZoneInfo.TryConvertIanaIdToWindowsId(zone.Id, out other) : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out other))
            ? other
            : null;
    }

    private static bool Begins(string text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool HasWord(string text, string word)
    {
        int index = text.IndexOf(word, StringComparison.CurrentCultureIgnoreCase);
        while (index > 0 && char.IsLetterOrDigit(text[index - 1]))
            index = text.IndexOf(word, index + 1, StringComparison.CurrentCultureIgnoreCase);
        return index >= 0;
    }
}
