using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlowservUsers.Completion;

/// <summary>Offers nothing where only the user knows the answer; without a completer, PowerShell would offer file names.</summary>
public sealed class NothingCompleter : IArgumentCompleter
{
    /// <summary>Offers nothing.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">Not used.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">Not used.</param>
    /// <returns>No result.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => [];
}
