using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace FlowservUsers.Shell;

/// <summary>Carries the engine's streams to the console and its questions to the user.</summary>
internal sealed class ShellUserInterface(bool canPrompt) : PSHostUserInterface
{
    private readonly TerminalWriter _output = new(Console.Out, Terminal.PlainOutput);
    private readonly TerminalWriter _error = new(Console.Error, Terminal.PlainError);
    private readonly ProgressLine _progress = new();

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    public override bool SupportsVirtualTerminal => !Terminal.PlainOutput;

    /// <summary>Whether ordinary output goes to standard error, too.</summary>
    public bool OutputIsError { get; set; }

    public void EndProgress() => _progress.Clear();

    public override void Write(string value) => Output().Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Output().Write(value);

    public override void WriteLine(string value) => Output().WriteLine(value);

    public override void WriteErrorLine(string value)
    {
        _progress.Clear();
        _error.WriteLine(value);
    }

    public override void WriteWarningLine(string message) => WriteNotice("WARNING: ", message, FormatStyle.Warning);

    public override void WriteVerboseLine(string message) => WriteNotice("VERBOSE: ", message, FormatStyle.Verbose);

    public override void WriteDebugLine(string message) => WriteNotice("DEBUG: ", message, FormatStyle.Debug);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine()
    {
        RequireInteraction("a line of input");
        _progress.Clear();
        return LineReader.Read() ?? throw new PipelineStoppedException();
    }

    public override SecureString ReadLineAsSecureString()
    {
        RequireInteraction("a secret");
        _progress.Clear();
        return SecretReader.Read();
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RequireInteraction(Names(descriptions), caption, message);
        return new ValuePrompt(this).Ask(caption, message, descriptions);
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireInteraction("a confirmation", caption, message);
        return new ChoicePrompt(this).Ask(caption, message, choices, defaultChoice);
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        return PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);
    }

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        RequireInteraction("a user name and password", caption, message);
        return new CredentialPrompt(this).Ask(caption, message, userName);
    }

    private static string Names(Collection<FieldDescription> descriptions)
    {
        return string.Join(", ", descriptions.Select(description => description.Name));
    }

    private TerminalWriter Output()
    {
        _progress.Clear();
        return OutputIsError ? _error : _output;
    }

    private void WriteNotice(string label, string message, FormatStyle style)
    {
        Output().WriteLine(label + message, GetFormatStyleString(style));
    }

    private void RequireInteraction(string what, params string[] question)
    {
        if (canPrompt)
            return;
        string asked = string.Join(' ', question.Where(text => !string.IsNullOrWhiteSpace(text))).ReplaceLineEndings(" ");
        throw new HostException($"This session is not interactive, so {what} cannot be asked for{(asked.Length == 0 ? "." : $": {asked}")}");
    }
}
