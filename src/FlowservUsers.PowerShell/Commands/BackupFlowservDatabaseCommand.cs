using System.Management.Automation;
using FlowservUsers.Completion;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Writes a consistent copy of the database to a file, even while others use it.</summary>
/// <remarks>
/// <para>The copy shows the database at a single moment, whatever is written meanwhile. It is one file that only its owner can read, and contains nothing that was deleted from the database. Open it with -Database like any other database.</para>
/// <para>The file appears under its name only when it is complete: a backup that fails or is stopped leaves nothing behind, and the file it was to replace is kept. If the process is killed, a partial file whose name begins with .flowserv-backup- remains; a later backup to the same folder removes it after a day.</para>
/// </remarks>
/// <example>
/// Back up the database to the current folder.
/// <code>Backup-FlowservDatabase ./users-backup.db</code>
/// </example>
/// <example>
/// Replace the backup for this weekday in a scheduled job.
/// <code>Backup-FlowservDatabase "./users-$((Get-Date).DayOfWeek).db" -Force</code>
/// </example>
/// <returns>The file that was written.</returns>
/// <exception cref="DestinationExistsException">The file exists, and -Force was not given.</exception>
/// <exception cref="InvalidDestinationException">The path is a folder, is the database itself or another one in use, or cannot be written to.</exception>
/// <exception cref="DatabaseNotFoundException">The database does not exist.</exception>
/// <exception cref="DatabaseFullException">There is not enough disk space for the copy.</exception>
/// <seealso cref="RestoreFlowservDatabaseCommand"/>
/// <seealso cref="GetFlowservDatabaseCommand"/>
[Cmdlet(VerbsData.Backup, "FlowservDatabase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class BackupFlowservDatabaseCommand : WholeDatabaseCommand
{
    /// <summary>The path of the backup file. Its folder must exist.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FileCompleter))]
    public string Destination { get; set; } = "";

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the copy.</summary>
    private protected override void ProcessDatabase()
    {
        if (TryRun(() => DatabaseChoice.Resolve(Destination, SessionState), out string? path)
            && TryRun(() => Service, out LocalUserService? service)
            && ShouldProcess(LocalUserService.DescribeLocation(path), $"Back up the database '{service.Location}'"))
        {
            if (TryRun(() => service.Database.Backup(path, Force, done => ShowProgress("Backing up the database", Destination, done), StopToken), out FileInfo? file, path))
                WriteFile(file);
        }
    }
}
