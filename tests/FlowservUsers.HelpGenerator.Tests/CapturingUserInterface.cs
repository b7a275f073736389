using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace FlowservUsers.HelpGenerator.Tests;

/// <summary>Keeps what is written, and never prompts.</summary>
internal sealed class CapturingUserInterface : PSHostUserInterface
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public override PSHostRawUserInterface? RawUI => null;

    public override void Write(string value) => _text.Append(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => _text.Append(value).Append('\n');

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteWarningLine(string message) => WriteLine(message);

    public override void WriteDebugLine(string message) => WriteLine(message);

    public override void WriteVerboseLine(string message) => WriteLine(message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => throw new NotSupportedException();

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new NotSupportedException();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw new NotSupportedException();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException();
}
