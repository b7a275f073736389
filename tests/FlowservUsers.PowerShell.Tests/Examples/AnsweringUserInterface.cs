using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace FlowservUsers.PowerShell.Tests.Examples;

/// <summary>Types passwords and says yes; keeps what was written and asked.</summary>
internal sealed class AnsweringUserInterface : PSHostUserInterface
{
    /// <summary>What is typed, by the name of the parameter or the text that asks for it.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>What was written beside the objects, such as what -WhatIf tells.</summary>
    public List<string> Written { get; } = [];

    public override PSHostRawUserInterface? RawUI => null;

    public override void Write(string value) => Written.Add(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value);

    public override void WriteErrorLine(string value) => Write(value);

    public override void WriteWarningLine(string message) => Write(message);

    public override void WriteDebugLine(string message) => Write(message);

    public override void WriteVerboseLine(string message) => Write(message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => Answer(Written[^1]);

    public override SecureString ReadLineAsSecureString() => Secret.Protect(ReadLine());

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        descriptions.ToDictionary(field => field.Name, field => PSObject.AsPSObject(AnswerOf(field)));

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        choices.IndexOf(choices.Single(choice => choice.Label == "&Yes"));

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        new(userName, Secret.Protect(Answer("Password")));

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    private object AnswerOf(FieldDescription field) =>
        field.ParameterTypeFullName == typeof(SecureString).FullName ? Secret.Protect(Answer(field.Name)) : Answer(field.Name);

    private string Answer(string question) =>
        Answers.TryGetValue(question, out string? answer) ? answer : throw new HostException($"Nobody knows an answer to {question}.");
}
