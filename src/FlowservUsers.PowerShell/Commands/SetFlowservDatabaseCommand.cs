using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Chooses the database that the cmdlets of this process use.</summary>
/// <remarks>
/// <para>Set-FlowservDatabase sets the environment variable FLOWSERV_DATABASE of this process to the full path or the URL. So all its runspaces work on the same database, ForEach-Object -Parallel and thread jobs included, and so do the jobs and programs that it starts. It holds until it is called again or the process ends.</para>
/// <para>A parameter -Database of a cmdlet wins over it. Nothing is opened or created, and nothing is returned.</para>
/// <para>What stands in the environment is seen by the programs that this process starts: keep the password of a server out of the URL.</para>
/// </remarks>
/// <example>
/// Use a file in the current folder.
/// <code>Set-FlowservDatabase ./users.db</code>
/// </example>
/// <example>
/// Go back to the database of this user.
/// <code>Set-FlowservDatabase -Default</code>
/// </example>
/// <example>
/// Use the file that another program names by a URL.
/// <code>Set-FlowservDatabase sqlite:////srv/flowserv/users.db</code>
/// As in SQLAlchemy, the path follows three slashes; a full path brings a fourth.
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

    /// <summary>A path, a sqlite:///path URL, or a postgresql://user@host:port/name URL of a server. PowerShell's current location, its drives and ~ are honoured. A file, or what Get-FlowservDatabase returns, can be piped in.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Database", "PSPath", "FullName", "Location")]
    [DatabaseObject]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Goes back to users.db in the folder FlowservUsers of the local application data of this user.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <summary>Sets the environment variable.</summary>
    protected override void ProcessRecord()
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
