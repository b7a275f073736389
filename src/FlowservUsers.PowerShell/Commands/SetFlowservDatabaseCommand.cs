using System.Management.Automation;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Chooses the database that the cmdlets of this runspace use.</summary>
/// <remarks>
/// <para>Set-FlowservDatabase holds until it is called again or the runspace ends; other runspaces do not see it. A parameter -Database of a cmdlet wins over it. It does not open or create anything, and returns nothing.</para>
/// </remarks>
/// <example>
/// Use a file in the current folder.
/// <code>Set-FlowservDatabase ./users.db</code>
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
/// <exception cref="DatabaseUnavailableException">The path is none of the file system.</exception>
/// <seealso cref="RegisterFlowservUserCommand"/>
[Cmdlet(VerbsCommon.Set, "FlowservDatabase")]
[OutputType(typeof(void))]
public sealed class SetFlowservDatabaseCommand : FlowservCommand
{
    /// <summary>A path, a sqlite:///path URL, or a postgresql://user@host:port/name URL of a server. PowerShell's current location, its drives and ~ are honoured.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Database", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Remembers the database.</summary>
    protected override void EndProcessing()
    {
        if (!TryRun(() => DatabaseChoice.Resolve(Path, SessionState), out string? location))
            return;

        RunspaceState.Current.Database = location;
        WriteVerbose($"This runspace uses the database '{LocalUserService.DescribeLocation(location)}'.");
    }
}
