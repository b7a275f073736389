using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace FlowservUsers.Module.Tests.Hosting;

/// <summary>The child's side: runs one script in a new engine that has nothing imported.</summary>
internal static class ScriptHost
{
    internal const string Argument = "--run-script";

    /// <summary>Writes each object to standard output and each error to standard error, as <c>id: message</c>.</summary>
    /// <returns>0, or 1 after an error.</returns>
    internal static int Run(string script)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("Module", Repository.StagedModule);
        runspace.SessionStateProxy.SetVariable("OtherSqlite", Path.Combine(AppContext.BaseDirectory, "OtherSqlite"));
        using var shell = PowerShell.Create(runspace).AddScript(script);
        try
        {
            foreach (var item in shell.Invoke())
                Console.Out.WriteLine(item);
        }
        catch (RuntimeException exception)
        {
            Report(exception.ErrorRecord);
            return 1;
        }

        foreach (var error in shell.Streams.Error)
            Report(error);
        return shell.HadErrors && shell.Streams.Error.Count > 0 ? 1 : 0;
    }

    private static void Report(ErrorRecord error) => Console.Error.WriteLine($"{error.FullyQualifiedErrorId}: {error.Exception.Message}");
}
