using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlowservUsers.Completion;

/// <summary>Offers common values for policy settings, including the default.</summary>
public sealed class PolicyValueCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, string[]> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(FlowservPolicy.MinimumPasswordLength)] = ["8", "12", "15"],
        [nameof(FlowservPolicy.BlockCommonPasswords)] = ["$true", "$false"],
        [nameof(FlowservPolicy.WorkFactor)] = ["10", "11", "12", "13", "14"],
        [nameof(FlowservPolicy.SessionLifetime)] = ["1h", "8h", "1d", "7d", "30d"],
        [nameof(FlowservPolicy.SessionIdleTimeout)] = ["$null", "15m", "30m", "8h"],
        [nameof(FlowservPolicy.MaximumSessionsPerUser)] = ["1", "10", "100"],
        [nameof(FlowservPolicy.PasswordResetLifetime)] = ["15m", "30m", "1h"],
        [nameof(FlowservPolicy.LockoutThreshold)] = ["3", "5", "10"],
        [nameof(FlowservPolicy.LockoutMaximumDelay)] = ["5m", "15m", "1h"],
        [nameof(FlowservPolicy.AuditRetention)] = ["90d", "180d", "400d"],
    };

    /// <summary>Offers values for a setting.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">The setting.</param>
    /// <param name="wordToComplete">What was typed so far.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    /// <returns>The values that begin with the word.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
    [
        .. Values.GetValueOrDefault(parameterName, [])
            .Where(value => value.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(value => new CompletionResult(value)),
    ];
}
