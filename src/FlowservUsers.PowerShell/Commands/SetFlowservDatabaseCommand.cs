using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Chooses the database that the cmdlets in this process use.</summary>
/// <remarks>
/// <para>Set-FlowservDatabase sets the environment variable FLOWSERV_DATABASE of this process to the full path or URL. All runspaces of the process then use the same database, including ForEach-Object -Parallel and thread jobs, and so do the jobs and programs that it starts. The setting lasts until you call the cmdlet again or the process ends.</para>
/// <para>The -Database parameter of a cmdlet takes precedence. Nothing is opened or created, and nothing is returned.</para>
/// <para>Programs that this process starts can read its environment, so keep a server password out of the URL.</para>
/// </remarks>
/// <example>
/// Use a file in the current folder.
/// <code>Set-FlowservDatabase ./users.db</code>
/// </example>
/// <example>
/// Return to your default database.
/// <code>Set-FlowservDatabase -Default</code>
/// </example>
/// <example>
/// Use the file that another program names by a URL.
/// <code>Set-FlowservDatabase sqlite:////srv/flowserv/users.db</code>
/// As in SQLAlchemy, the path follows three slashes, so a full path has four.
/// </example>
/// <example>
/// Use a server; the password comes from the environment variable PGPASSWORD or the file ~/.pgpass.
/// <code>Set-FlowservDatabase postgresql://flowserv@db.example.org/accounts?sslmode=verify-full</code>
/// More about servers: Get-Help about_FlowservUsers_Databases
/// </example>
/// <exception cref="DatabaseUnavailableException">The path is not in the file system.</exception>
/// <seealso cref="RegisterFlowservUserCommand"/>
[Cmdlet(VerbsCommon.Set, "FlowservDatabase", DefaultParameterSetName = PathSet)]
[OutputType(typeof(void))]
public sealed class SetFlowservDatabaseCommand : FlowservCommand
{
    private const string PathSet = "Path";
    private const string DefaultSet = "Default";

    /// <summary>A path, a sqlite:///path URL, or a server's postgresql://user@host:port/name URL. A path can use PowerShell's current location, its drives and ~. You can pipe in a file, or the output of Get-FlowservDatabase.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Database", "PSPath", "FullName", "Location")]
    [DatabaseObject]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FileCompleter))]
    public string Path { get; set; } = "";

    /// <summary>Returns to users.db in the FlowservUsers folder of your local application data.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <summary>Sets the environment variable.</summary>
    private protected override void Process()
    {
        if (Default)
        {
            Environment.SetEnvironmentVariable(DatabaseChoice.Variable, null);
            WriteVerbose($"This process uses the database '{DatabaseChoice.DefaultPath}'.");
            return;
        }
        if (!TryRun(() => DatabaseChoice.Resolve(Path, SessionState), out string? location))
            return;

        Environment.SetEnvironmentVariable(DatabaseChoice.Variable, location);
        WriteVerbose($"This process uses the database '{LocalUserService.DescribeLocation(location)}'.");
    }
}
