using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace FlowservUsers.HelpGenerator.Tests;

/// <summary>The sample cmdlets as a module with generated help, imported into PowerShell.</summary>
public sealed class SampleModule : IDisposable
{
    // PowerShell breaks lines between words only in the cultures that it knows, which do not include the invariant one.
    private const string Prologue = """
        $ErrorActionPreference = 'Stop'
        [System.Threading.Thread]::CurrentThread.CurrentCulture = 'en-US'

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly CapturingHost _host = new();
    private readonly Runspace _runspace;

    public SampleModule()
    {
        string assembly = Path.GetFileName(SampleHelp.AssemblyPath);
        File.Copy(SampleHelp.AssemblyPath, _folder.File(assembly));
        SampleHelp.Generate(_folder.File("en-US", assembly + "-Help.xml"));

        _runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        _runspace.Open();
        Invoke($"Import-Module '{_folder.File(assembly)}'");
    }

    public IReadOnlyList<PSObject> Invoke(string script)
    {
        using var shell = PowerShell.Create(_runspace).AddScript(Prologue + script);
        return shell.Invoke();
    }

    /// <summary>What a person sees on the screen, without the blanks at the ends of lines.</summary>
    public string Show(string script)
    {
        int before = _host.Screen.Length;
        Invoke($"{script} | Out-Default");
        return string.Join('\n', _host.Screen[before..].Split('\n').Select(line => line.TrimEnd()));
    }

    public void Dispose()
    {
        _runspace.Dispose();
        _folder.Dispose();
    }
}
