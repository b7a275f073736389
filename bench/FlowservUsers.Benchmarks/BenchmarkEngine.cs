using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using FlowservUsers.Benchmarks.Baselines;
using FlowservUsers.Commands;

namespace FlowservUsers.Benchmarks;

/// <summary>A runspace with the cmdlets of the module and those of the baselines.</summary>
internal sealed class BenchmarkEngine : IDisposable
{
    private readonly Runspace _runspace;

    public BenchmarkEngine()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        foreach (Type type in typeof(FlowservCommand).Assembly.GetExportedTypes().Concat(typeof(InvokeNothingCommand).Assembly.GetExportedTypes()))
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet && !type.IsAbstract)
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null));
        }
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
    }

    public void Set(string variable, object? value) => _runspace.SessionStateProxy.SetVariable(variable, value);

    /// <summary>Runs a script.</summary>
    /// <exception cref="InvalidOperationException">It wrote an error.</exception>
    public void Run(string script)
    {
        using PowerShell shell = PowerShell.Create(_runspace).AddScript(script);
        try
        {
            shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            // Stop-AtFirst ends like this.
        }
        if (shell.Streams.Error.Count > 0)
            throw new InvalidOperationException(shell.Streams.Error[0].ToString());
    }

    public void Dispose() => _runspace.Dispose();
}
