using System.Management.Automation;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>Moves the hashing keys from the database to a file, or back.</summary>
/// <remarks>
/// <para>With the keys in a file, a stolen database or backup is not enough to check a single password guess. The file must be available wherever users log in; without it, everything works except checking or setting passwords, which fails with the error KeyNotFound. Keep a copy of the file: if a key is lost, so is every password that was hashed with it.</para>
/// <para>The file is written to disk before the keys leave the database. If the command is stopped or the machine fails, run it again. Earlier backups still contain the key, and so may old disk blocks; in that case, start using a new key with New-FlowservHashingKey, which creates the key outside the database.</para>
/// <para>The verb is Move because the key itself stays the same, so no password has to be rehashed.</para>
/// </remarks>
/// <example>
/// Move the key to a file in a separate folder, preferably on another disk, and use it from there.
/// <code>Move-FlowservHashingKey ./keys/users.key
/// $env:FLOWSERV_KEY_FILE = Convert-Path ./keys/users.key</code>
/// </example>
/// <example>
/// Move the key to your own key folder, where it is found without any setting.
/// <code>Move-FlowservHashingKey</code>
/// </example>
/// <example>
/// Move the key back into the database.
/// <code>Move-FlowservHashingKey -ToDatabase</code>
/// </example>
/// <returns>The keys and where they are kept now.</returns>
/// <exception cref="HashingKeyNotFoundException">A key is already kept outside the database and was not found.</exception>
/// <exception cref="DestinationExistsException">The file exists and is not a key file.</exception>
/// <exception cref="InvalidDestinationException">The file cannot be written.</exception>
/// <seealso cref="GetFlowservHashingKeyCommand"/>
/// <seealso cref="NewFlowservHashingKeyCommand"/>
/// <seealso cref="InitializeFlowservDatabaseCommand"/>
[Cmdlet(VerbsCommon.Move, "FlowservHashingKey", DefaultParameterSetName = FileSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FlowservHashingKey))]
public sealed class MoveFlowservHashingKeyCommand : HashingKeyCommand
{
    private const string FileSet = "File";
    private const string DatabaseSet = "Database";

    /// <summary>
    /// The file: a new one, which only its owner will be able to read, or a key file, to which the keys are added. By default,
    /// each key gets a file in your own key folder, where it is found automatically.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "A file for each key in your own key folder")]
    [ArgumentCompleter(typeof(FileCompleter))]
    public string? KeyFile { get; set; }

    /// <summary>Moves the keys into the database. Their files are kept, because copies and backups may need them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DatabaseSet)]
    public SwitchParameter ToDatabase { get; set; }

    /// <summary>Moves the keys.</summary>
    private protected override void End()
    {
        if (!TryRun(() => FullPath(KeyFile) ?? "", out string? file) || !TryRun(() => Service, out LocalUserService? service))
            return;
        string action = ToDatabase ? "Move the hashing keys into the database" : $"Move the hashing keys to {(file.Length > 0 ? $"'{file}'" : "your own key folder")}";
        if (!ShouldProcess(service.Location, action))
            return;
        if (!TryRun(() => ToDatabase ? Take(service) : service.HashingKeys.MoveToFile(FullPath(KeyFile), StopToken), out bool isErased))
            return;
        if (!isErased)
            WriteWarning("Other processes are reading the database, so its log may still contain the key. Run the command again later.");
        WriteKeys(_ => true, ToDatabase ? null : file);
    }

    private bool Take(LocalUserService service)
    {
        service.HashingKeys.MoveToDatabase(StopToken);
        return true;
    }
}
