using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlowservUsers.Completion;

/// <summary>Offers common durations.</summary>
public sealed class DurationCompleter : IArgumentCompleter
{
    private static readonly string[] Lifetimes = ["1h", "8h", "1d", "7d", "30d", "90d", "365d"];
    private static readonly string[] Targets = ["100ms", "250ms", "500ms", "1s"];

    /// <summary>Offers durations for a parameter.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="wordToComplete">What was typed so far.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    /// <returns>The durations that begin with the word.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
    [
        .. (parameterName.Equals("Target", StringComparison.OrdinalIgnoreCase) ? Targets : Lifetimes)
            .Where(value => value.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(value => new CompletionResult(value)),
    ];
}
