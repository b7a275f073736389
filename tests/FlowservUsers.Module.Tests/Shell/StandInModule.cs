namespace FlowservUsers.Module.Tests.Shell;

/// <summary>A module of a few functions under the real one's name, so that the Shell is tested for itself.</summary>
public sealed class StandInModule : IDisposable
{
    private const string Functions = """
        function Remove-Thing {
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([string]$Name)
            $ErrorActionPreference = 'Stop'
            if ($PSCmdlet.ShouldProcess($Name)) { "removed $Name" }
        }
        function Read-Secret { param([Parameter(Mandatory)][securestring]$Password) $Password.Length }
        function Read-Credential { param([Parameter(Mandatory)][pscredential]$Credential) $Credential.UserName }
        function Read-Text { $ErrorActionPreference = 'Stop'; $Host.UI.ReadLine() }
        function Write-Everything {
            [CmdletBinding()] param()
            $PSCmdlet.WriteObject([pscustomobject]@{ Name = 'output'; Number = 1 })
            $PSCmdlet.WriteWarning('a warning')
            $PSCmdlet.WriteVerbose('a detail')
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'an activity', 'a status'))
            $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('an error'), 'Id', 'NotSpecified', $null))
        }
        """;

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("flowserv-shell-");

    public StandInModule()
        : this(Functions)
    {
    }

    internal StandInModule(string functions)
    {
        Folder = AddModule("FlowservUsers", functions);
    }

    public string Folder { get; }

    /// <summary>Writes a script beside the module and returns its path.</summary>
    public string AddScript(string name, string text)
    {
        string path = Path.Combine(_parent.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a module where the engine looks for modules by name, and returns its folder.</summary>
    public string AddModule(string name, string functions)
    {
        string folder = _parent.CreateSubdirectory(name).FullName;
        File.WriteAllText(Path.Combine(folder, name + ".psd1"), $"@{{ RootModule = '{name}.psm1'; ModuleVersion = '1.0.0'; FunctionsToExport = '*' }}");
        File.WriteAllText(Path.Combine(folder, name + ".psm1"), functions);
        return folder;
    }

    public Task<ShellResult> RunCommandAsync(string command) => ShellProcess.RunAsync("-ModulePath", Folder, "-Command", command);

    public Task<ShellResult> RunFileAsync(params string[] arguments) => ShellProcess.RunAsync(["-ModulePath", Folder, "-File", .. arguments]);

    public Task<ShellResult> RunInputAsync(string script) => ShellProcess.RunWithInputAsync(script, "-ModulePath", Folder);

    public void Dispose() => _parent.Delete(recursive: true);
}
