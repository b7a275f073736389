using System.Globalization;
using System.Management.Automation.Host;

namespace FlowservUsers.HelpGenerator.Tests;

/// <summary>A host whose screen is a string, because Out-String is not in the System.Management.Automation package.</summary>
internal sealed class CapturingHost : PSHost
{
    private readonly CapturingUserInterface _screen = new();

    public string Screen => _screen.Text;

    public override CultureInfo CurrentCulture => CultureInfo.GetCultureInfo("en-US");

    public override CultureInfo CurrentUICulture => CultureInfo.GetCultureInfo("en-US");

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => nameof(CapturingHost);

    public override PSHostUserInterface UI => _screen;

    public override Version Version => new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
