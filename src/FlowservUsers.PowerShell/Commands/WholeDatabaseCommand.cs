using System.Management.Automation;
using FlowservUsers.Binding;

namespace FlowservUsers.Commands;

/// <summary>
/// A cmdlet that works on a database as a whole. Files can be piped in: each is the database that is meant. What is no
/// database, and an empty pipeline, is no reason to take another one instead.
/// </summary>
public abstract class WholeDatabaseCommand : DatabaseCommand
{
    /// <summary>
    /// The database: a path, a sqlite:///path URL, or a postgresql://user@host:port/name URL of a server. A file, or what
    /// Get-FlowservDatabase returns, can be piped in. Without it, the one that the environment variable FLOWSERV_DATABASE
    /// names is used, which Set-FlowservDatabase sets, else users.db in the folder FlowservUsers of the local application
    /// data of this user.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Path", "FullName", "PSPath", "Location")]
    [ValidateNotNullOrEmpty]
    [DatabaseObject]
    [PSDefaultValue(Help = "The one that FLOWSERV_DATABASE names, else users.db of this user")]
    public override string? Database
    {
        get => base.Database;
        set => base.Database = value;
    }

    /// <summary>Works on each database.</summary>
    protected sealed override void ProcessRecord()
    {
        Forget();
        ProcessDatabase();
    }

    /// <summary>Does the cmdlet's work on one database.</summary>
    private protected abstract void ProcessDatabase();
}
