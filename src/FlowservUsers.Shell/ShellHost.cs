using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace FlowservUsers.Shell;

/// <summary>What the engine asks of the program around it.</summary>
internal sealed class ShellHost(ShellUserInterface userInterface) : PSHost
{
    public override string Name => "FlowservUsers.Shell";

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => userInterface;

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <summary>The number given to <c>exit</c>, once a script has called it.</summary>
    public int? RequestedExit { get; private set; }

    /// <summary>Runs the prompt that "Suspend" in a confirmation opens; set by the interactive prompt.</summary>
    public Action? NestedPrompt { get; set; }

    public bool NestedPromptEnds { get; set; }

    /// <summary>Sends what <paramref name="show"/> writes to standard error: the engine's formatter knows the place of errors in a stream only.</summary>
    public void ShowAsError(Action show)
    {
        userInterface.OutputIsError = true;
        try
        {
            show();
        }
        finally
        {
            userInterface.OutputIsError = false;
        }
    }

    public void EndProgress() => userInterface.EndProgress();

    public override void SetShouldExit(int exitCode) => RequestedExit = exitCode;

    public override void EnterNestedPrompt()
    {
        if (NestedPrompt is null)
            throw new HostException("A command can be suspended at the interactive prompt only.");
        NestedPrompt();
    }

    public override void ExitNestedPrompt() => NestedPromptEnds = true;

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
