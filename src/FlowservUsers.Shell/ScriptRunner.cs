using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace FlowservUsers.Shell;

/// <summary>Runs scripts in the runspace, shows what they return, and says how they ended.</summary>
internal sealed class ScriptRunner(Runspace runspace, ShellHost host)
{
    private const string SucceededVariable = "__lastStatementSucceeded";
    private readonly Stack<PowerShell> _running = new();
    private readonly Lock _lock = new();
    private bool _stopping;

    /// <summary>Runs a text; the exit code is 1 when its last statement failed.</summary>
    public int RunCommand(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        if (errors.Length > 0)
            return Report(new ParseException(errors).ErrorRecord);
        // Read inside the script: outside of it, $? speaks of the cmdlet that shows the output.
        int code = Run(shell => shell.AddScript($"{text}\n${SucceededVariable} = $?"));
        return code == ExitCode.Success && host.RequestedExit is null && !LastStatementSucceeded() ? ExitCode.Error : code;
    }

    /// <summary>Runs a script file with its arguments.</summary>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        string fullPath = Path.GetFullPath(path);
        if (!File.Exists(fullPath))
            throw new UsageException($"The script '{fullPath}' does not exist.");

        if (!fullPath.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"The script '{fullPath}' must be a file that ends in .ps1.");

        // A script file keeps its exit number to itself: it fails the call and is left in $LASTEXITCODE.
        string call = $"$global:LASTEXITCODE = $null\n& {ScriptArguments.Literal(fullPath)} {ScriptArguments.Quote(arguments)}\n${SucceededVariable} = $?";
        int code = Run(shell => shell.AddScript(call));
        return code == ExitCode.Success && host.RequestedExit is null && !LastStatementSucceeded()
            ? runspace.SessionStateProxy.GetVariable("LASTEXITCODE") as int? ?? ExitCode.Error
            : code;
    }

    /// <summary>Runs what was typed, at the prompt or at one nested in a suspended command.</summary>
    public int RunTyped(string text) => Run(shell => shell.AddScript(text), addToHistory: true);

    /// <summary>Stops what is running. False when that was asked before and has not helped yet.</summary>
    public bool Stop()
    {
        lock (_lock)
        {
            if (_running.Count == 0)
                return true;
            bool first = !_stopping;
            _stopping = true;
            _running.Peek().BeginStop(null, null);
            return first;
        }
    }

    private int Run(Action<PowerShell> script, bool addToHistory = false)
    {
        using PowerShell shell = Begin();
        script(shell);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand(ShowOutputCommand.Info);
        ErrorRecord failure;
        try
        {
            shell.Invoke(null, new PSInvocationSettings { AddToHistory = addToHistory });
            return shell.InvocationStateInfo.State == PSInvocationState.Stopped ? ExitCode.Interrupted : host.RequestedExit ?? ExitCode.Success;
        }
        catch (PipelineStoppedException)
        {
            return ExitCode.Interrupted;
        }
        catch (RuntimeException problem)
        {
            failure = problem.ErrorRecord;
        }
        finally
        {
            End();
        }

        return Report(failure);
    }

    private PowerShell Begin()
    {
        lock (_lock)
        {
            PowerShell shell = Create();
            _stopping = false;
            _running.Push(shell);
            return shell;
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _running.Pop();
            _stopping = false;
        }

        host.EndProgress();
    }

    /// <summary>A command of its own, or one inside the command that is suspended.</summary>
    private PowerShell Create() => _running.Count == 0 ? PowerShell.Create(runspace) : PowerShell.Create(RunspaceMode.CurrentRunspace);

    private int Report(ErrorRecord error)
    {
        using PowerShell shell = Create();
        host.ShowAsError(() => shell.AddCommand("Out-Default").AddParameter("InputObject", error).Invoke());
        return ExitCode.Error;
    }

    private bool LastStatementSucceeded() => runspace.SessionStateProxy.GetVariable(SucceededVariable) is not false;
}
