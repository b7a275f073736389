using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace FlowservUsers.Shell;

/// <summary>Makes the runspace in which everything runs.</summary>
internal static class ShellRunspace
{
    /// <summary>Opens a runspace with the core cmdlets and the module of <paramref name="manifest"/>.</summary>
    /// <exception cref="ModuleUnavailableException">The module cannot be imported.</exception>
    public static Runspace Open(ShellHost host, string manifest)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        ReplaceBrokenFunctions(state);
        // A mistyped command must not run something out of whatever other modules this machine holds; Import-Module still can.
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", PSModuleAutoLoadingPreference.None, null));
        // The default of a bare engine forbids script files on Windows; this is what pwsh sets.
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;

        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        try
        {
            Import(runspace, manifest);
            return runspace;
        }
        catch
        {
            runspace.Dispose();
            throw;
        }
    }

    /// <summary>Some of the engine's functions call cmdlets that are not part of it.</summary>
    private static void ReplaceBrokenFunctions(InitialSessionState state)
    {
        foreach (string name in (string[])["help", "Clear-Host", "oss", "Pause", "cd..", "cd\\", "cd~"])
            state.Commands.Remove(name, typeof(SessionStateFunctionEntry));
        state.Commands.Add(new SessionStateAliasEntry("help", "Get-Help"));
        state.Commands.Add(new SessionStateFunctionEntry("Clear-Host", "if (-not [Console]::IsOutputRedirected) { [Console]::Clear() }"));
    }

    private static void Import(Runspace runspace, string manifest)
    {
        AddToModulePath(Path.GetDirectoryName(Path.GetDirectoryName(manifest))!);
        using var shell = PowerShell.Create(runspace);
        try
        {
            shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
        }
        catch (RuntimeException problem)
        {
            throw new ModuleUnavailableException($"The FlowservUsers module '{manifest}' cannot be imported. {problem.Message}");
        }
    }

    /// <summary>Lets further runspaces (<c>ForEach-Object -Parallel</c>) find the same module by its name.</summary>
    private static void AddToModulePath(string folder)
    {
        string? known = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable("PSModulePath", string.IsNullOrEmpty(known) ? folder : folder + Path.PathSeparator + known);
    }
}
