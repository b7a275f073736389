using System.Management.Automation;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Writes a copy of the database to a file, also while others use it.</summary>
/// <remarks>
/// <para>The copy has the state of one moment, whatever others write meanwhile. It is one file that only its owner can read, and holds nothing that was deleted from the database. It can be opened with -Database like any other database.</para>
/// <para>The file appears under its name when it is complete: a backup that fails or is stopped leaves nothing behind, and the file that it was to replace stays. A backup whose process is killed leaves its part under a name that begins with .flowserv-backup-; a later backup into the same folder removes it after a day.</para>
/// </remarks>
/// <example>
/// Back up the database into the current folder.
/// <code>Backup-FlowservDatabase ./users-backup.db</code>
/// </example>
/// <example>
/// Replace the backup of this weekday, in a scheduled job.
/// <code>Backup-FlowservDatabase "./users-$((Get-Date).DayOfWeek).db" -Force</code>
/// </example>
/// <returns>The file that was written.</returns>
/// <exception cref="DestinationExistsException">The file exists, and -Force is not given.</exception>
/// <exception cref="InvalidDestinationException">The path is a folder, the database itself or another one in use, or cannot be written to.</exception>
/// <exception cref="DatabaseNotFoundException">There is no database.</exception>
/// <exception cref="DatabaseFullException">The disk has no room for the copy.</exception>
/// <seealso cref="GetFlowservDatabaseCommand"/>
[Cmdlet(VerbsData.Backup, "FlowservDatabase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class BackupFlowservDatabaseCommand : WholeDatabaseCommand
{
    /// <summary>The path of the file to write. Its folder must exist.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Replaces a file that exists.</summary>
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

    // As Get-Item gives it, with the columns and properties of the provider, where the session has it.
    private void WriteFile(FileInfo file) => WriteObject(
        DatabaseChoice.HasFiles(SessionState)
            ? InvokeProvider.Item.Get([$@"Microsoft.PowerShell.Core\FileSystem::{file.FullName}"], force: true, literalPath: true)
            : file,
        enumerateCollection: true);
}
