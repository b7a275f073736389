using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Replaces the database with a backup, even while others use it.</summary>
/// <remarks>
/// <para>The backup is checked first: if it is missing, damaged, of a newer version or not a backup, it is refused and nothing is changed. The backup itself is only read. A backup of an older version is migrated while it is restored. A missing database is created.</para>
/// <para>The whole database is replaced in one step. Every process that uses it continues with the restored data, including its hashing keys, without a restart. If the process that restores is killed, either the old or the new database is there, complete. If other processes hold a lock, Restore-FlowservDatabase waits for up to 30 seconds.</para>
/// <para>The replaced database is kept in a file beside it whose name contains before-restore and the time. This file is written to the pipeline and can itself be restored. A damaged database is kept unchanged. With -Force, nothing is kept.</para>
/// <para>Everything is as it was at the time of the backup: passwords, users that were deleted or disabled since, sessions that were ended since and have not expired, and the audit trail, to which the event DatabaseRestored is added. To end all sessions afterwards, use Get-FlowservSession | Revoke-FlowservSession.</para>
/// <para>If the hashing key of the backup is kept outside the database, the restored database needs that key. A warning is shown if it is not found.</para>
/// <para>A database on a server can't be restored this way. Use the server's own backups, or Copy-FlowservDatabase into an empty database.</para>
/// </remarks>
/// <example>
/// Restore a backup, and keep the replaced database.
/// <code>Restore-FlowservDatabase ./users-backup.db</code>
/// </example>
/// <example>
/// Restore the newest of several backups without confirmation.
/// <code>Get-ChildItem ./users-*.db | Sort-Object LastWriteTime -Bottom 1 | Restore-FlowservDatabase -Confirm:$false</code>
/// </example>
/// <example>
/// Check whether a backup could be restored, without changing anything.
/// <code>Restore-FlowservDatabase ./users-backup.db -WhatIf</code>
/// </example>
/// <example>
/// Restore a backup, then undo it.
/// <code>$before = Restore-FlowservDatabase ./users-backup.db -Confirm:$false
/// $before | Restore-FlowservDatabase -Force -Confirm:$false</code>
/// </example>
/// <returns>The file that contains the replaced database.</returns>
/// <exception cref="DatabaseNotFoundException">The backup does not exist.</exception>
/// <exception cref="DatabaseCorruptException">The backup is damaged.</exception>
/// <exception cref="DatabaseVersionNotSupportedException">The backup or the database was written by a newer version of this module.</exception>
/// <exception cref="NotAFlowservDatabaseException">The backup, or the file at the database's path, is not a FlowservUsers database.</exception>
/// <exception cref="InvalidDestinationException">The database is on a server, is the backup itself, or its folder cannot be written to.</exception>
/// <exception cref="InvalidInputException">Several backups were given.</exception>
/// <exception cref="DatabaseBusyException">Other processes kept the database locked.</exception>
/// <seealso cref="BackupFlowservDatabaseCommand"/>
/// <seealso cref="GetFlowservDatabaseCommand"/>
[Cmdlet(VerbsData.Restore, "FlowservDatabase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(FileInfo))]
public sealed class RestoreFlowservDatabaseCommand : DatabaseCommand
{
    private readonly List<string> _backups = [];

    /// <summary>The path of the backup, as written by Backup-FlowservDatabase. A file can be piped in.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "Location")]
    [ValidateNotNullOrEmpty]
    [DatabaseObject]
    [ArgumentCompleter(typeof(FileCompleter))]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FileCompleter))]
    [PSDefaultValue(Help = "FLOWSERV_DATABASE, or else your own users.db")]
    public override string? Database
    {
        get => base.Database;
        set => base.Database = value;
    }

    /// <summary>Does not keep the replaced database.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Collects the backup; only one is allowed.</summary>
    private protected override void Process() => _backups.Add(Path);

    /// <summary>Restores the backup.</summary>
    private protected override void End()
    {
        if (_backups.Count > 1)
        {
            ThrowTerminatingError(ErrorRecords.Create(new InvalidInputException(
                $"{_backups.Count} backups were given, and only one can be restored. Choose one, for example with: Sort-Object LastWriteTime -Bottom 1")));
        }
        if (_backups.Count == 0
            || !TryRun(() => Chosen, out ChosenDatabase? chosen)
            || !TryRun(() => DatabaseChoice.Resolve(_backups[0], SessionState), out string? backup))
        {
            return;
        }
        WriteVerbose($"Using the database '{chosen.Shown}' ({chosen.Reason}).");
        // With -WhatIf too, and before anybody is asked to confirm.
        if (!TryRun(() => UserDatabase.CheckBackup(chosen.Location, backup, null, Report, StopToken)))
            return;
        if (ShouldProcess(chosen.Shown, $"Replace everything with the backup '{LocalUserService.DescribeLocation(backup)}'"))
            Restore(chosen, backup);
    }

    private void Restore(ChosenDatabase chosen, string backup)
    {
        if (chosen.IsDefault)
            CreateFolderOf(chosen.Location);
        if (!TryRun(() => new Restored(UserDatabase.Restore(chosen.Location, backup, !Force, null, Report, StopToken)), out Restored? restored))
            return;
        WarnOfMissingKeys();
        if (restored.Kept is { } kept)
            WriteFile(kept);
    }

    private void WarnOfMissingKeys()
    {
        if (!TryRun(() => Service.HashingKeys.List(StopToken), out IReadOnlyList<FlowservHashingKey>? keys))
            return;
        foreach (FlowservHashingKey key in keys.Where(key => !key.IsFound))
            WriteWarning($"The restored database needs the hashing key {key.Id}, which is kept outside the database and was not found: nobody can log in without it. Get-FlowservDatabase shows where it was looked for.");
    }

    private void Report(string what) => ShowProgress("Restoring the database", what);

    private sealed record Restored(FileInfo? Kept);
}
