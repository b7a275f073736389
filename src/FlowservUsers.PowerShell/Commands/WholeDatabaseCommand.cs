using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>
/// A cmdlet that works on a whole database. A file that is piped in is the database to work on. Input that is not a database,
/// and an empty pipeline, must not fall back to another database.
/// </summary>
public abstract class WholeDatabaseCommand : DatabaseCommand
{
    /// <summary>
    /// The database: a path, a sqlite:///path URL, or a server's postgresql://user@host:port/name URL. You can pipe in a file, or
    /// the output of Get-FlowservDatabase. The default is the database in the environment variable FLOWSERV_DATABASE, which
    /// Set-FlowservDatabase sets, or else users.db in the FlowservUsers folder of your local application data.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Path", "FullName", "PSPath", "Location")]
    [ValidateNotNullOrEmpty]
    [DatabaseObject]
    [PSDefaultValue(Help = "FLOWSERV_DATABASE, or else your own users.db")]
    [ArgumentCompleter(typeof(FileCompleter))]
    public override string? Database
    {
        get => base.Database;
        set => base.Database = value;
    }

    /// <summary>Processes each database.</summary>
    private protected sealed override void Process()
    {
        Forget();
        ProcessDatabase();
    }

    /// <summary>Processes one database.</summary>
    private protected abstract void ProcessDatabase();
}
