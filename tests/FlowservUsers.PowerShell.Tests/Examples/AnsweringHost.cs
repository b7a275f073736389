using System.Globalization;
using System.Management.Automation.Host;

namespace FlowservUsers.PowerShell.Tests.Examples;

/// <summary>A host at which somebody sits who answers what is asked.</summary>
internal sealed class AnsweringHost : PSHost
{
    public AnsweringUserInterface Person { get; } = new();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => nameof(AnsweringHost);

    public override PSHostUserInterface UI => Person;

    public override Version Version => new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => Assert.Fail($"An example ends the session with exit code {exitCode}.");
}
