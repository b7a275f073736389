using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Security;

/// <summary>A host with a simulated user who answers prompts and confirms; it keeps all output other than objects.</summary>
public sealed class AnsweringHost : PSHost
{
    /// <summary>What is typed, by the name of the parameter or the text that asks for it.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    public List<string> Written { get; } = [];

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => nameof(AnsweringHost);

    public override PSHostUserInterface UI => new Person(this);

    public override Version Version => new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => throw new InvalidOperationException($"An example ends the session with exit code {exitCode}.");

    private sealed class Person(AnsweringHost host) : PSHostUserInterface
    {
        public override PSHostRawUserInterface RawUI => null;

        public override void Write(string value) => host.Written.Add(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Write(value);

        public override void WriteErrorLine(string value) => Write(value);

        public override void WriteWarningLine(string message) => Write(message);

        public override void WriteDebugLine(string message) => Write(message);

        public override void WriteVerboseLine(string message) => Write(message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override string ReadLine() => Answer(host.Written[^1]);

        public override SecureString ReadLineAsSecureString() => Secret(ReadLine());

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => descriptions.ToDictionary(
            field => field.Name,
            field => PSObject.AsPSObject(field.ParameterTypeFullName == typeof(SecureString).FullName ? Secret(Answer(field.Name)) : Answer(field.Name)));

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
            choices.IndexOf(choices.Single(choice => choice.Label == "&Yes"));

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            new(userName, Secret(Answer("Password")));

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            PromptForCredential(caption, message, userName, targetName);

        private static SecureString Secret(string text) => new NetworkCredential("", text).SecurePassword;

        // Read-Host puts a colon behind its question.
        private string Answer(string question) => host.Answers.TryGetValue(question.TrimEnd(':', ' '), out string answer)
            ? answer
            : throw new HostException($"Nobody knows an answer to '{question}'.");
    }
}
