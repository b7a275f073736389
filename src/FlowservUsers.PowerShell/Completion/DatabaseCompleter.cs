using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using FlowservUsers.Databases;
using PowerShellSession = System.Management.Automation.PowerShell;

namespace FlowservUsers.Completion;

/// <summary>Completes arguments from the database that the command would use. If anything is wrong, it offers nothing.</summary>
public abstract class DatabaseCompleter : IArgumentCompleter
{
    /// <summary>The maximum number of results.</summary>
    private protected const int MostResults = 50;

    private const string DatabaseParameter = nameof(Commands.DatabaseCommand.Database);

    /// <summary>The maximum time for a key press; a locked database offers nothing. Tests allow a busy machine more.</summary>
    internal static TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Offers values for an argument.</summary>
    /// <param name="commandName">The command; $PSDefaultParameterValues can name its database.</param>
    /// <param name="parameterName">Not used.</param>
    /// <param name="wordToComplete">What was typed so far, with an opening quote if one was typed.</param>
    /// <param name="commandAst">The command as it was typed so far.</param>
    /// <param name="fakeBoundParameters">The arguments that the command already has.</param>
    /// <returns>At most 50 results; none if the database cannot be used.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CommandName = commandName;
        using var timeout = new CancellationTokenSource(LongestWait);
        try
        {
            string? named = Convert.ToString(fakeBoundParameters?[DatabaseParameter], CultureInfo.InvariantCulture);
            if (string.IsNullOrEmpty(named) && NamesDatabase(commandAst))
                return [];
            SessionState session = CurrentSession();
            ChosenDatabase chosen = DatabaseChoice.Find(string.IsNullOrEmpty(named) ? Preset(commandName, session) : named, session);
            return Find(chosen.Location, CompletedWord.Unquote(wordToComplete), timeout.Token);
        }
        catch (Exception exception) when (exception is FlowservException or OperationCanceledException or RuntimeException)
        {
            return [];
        }
    }

    /// <summary>The command whose argument is being completed.</summary>
    private protected string CommandName { get; private set; } = "";

    /// <summary>Finds completions for a word without quotes.</summary>
    private protected abstract IReadOnlyList<CompletionResult> Complete(LocalUserService service, string word, CancellationToken cancellation);

    /// <summary>Whether the command names a database with an expression, which a key press must not run.</summary>
    private static bool NamesDatabase(CommandAst? command) => command?.CommandElements.OfType<CommandParameterAst>().Any(
        parameter => DatabaseParameter.StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase)) == true;

    private static string? Preset(string command, SessionState session) =>
        session.PSVariable.GetValue("PSDefaultParameterValues") is IDictionary presets
            ? presets.Keys.OfType<string>().Where(key => IsPreset(key.Split(':'), command)).Select(key => presets[key] as string).FirstOrDefault()
            : null;

    private static bool IsPreset(string[] key, string command) => key.Length == 2
        && key[1].Trim().Equals(DatabaseParameter, StringComparison.OrdinalIgnoreCase)
        && WildcardPattern.Get(key[0].Trim(), WildcardOptions.IgnoreCase).IsMatch(command);

    private IReadOnlyList<CompletionResult> Find(string location, string word, CancellationToken cancellation)
    {
        if (OpenServices.Find(location) is { } open)
            return Complete(open, word, cancellation);

        var options = new LocalUserServiceOptions { LockWait = LongestWait };
        using LocalUserService service = LocalUserService.Open(location, options, cancellation);
        return Complete(service, word, cancellation);
    }

    // A completer is not given the location or the drives of its session.
    private static SessionState CurrentSession()
    {
        using var shell = PowerShellSession.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("$ExecutionContext.SessionState").Invoke<SessionState>()[0];
    }
}
