using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Moves the hashing keys out of the database into a file, or back.</summary>
/// <remarks>
/// <para>With the keys in a file, whoever has the database or a backup of it can't check a single guess at a password. The file must be there wherever users log in; without it everything works but what checks or sets a password, which is the error KeyNotFound. Keep a copy of the file: a key that is lost takes every password with it.</para>
/// <para>The file is written, and on the disk, before the keys leave the database. If the command is stopped or the machine fails, run it again. Backups that were made before still have the key, and so may old blocks of the disk: begin to use a new one then with New-FlowservHashingKey, which is made outside and never was in the database.</para>
/// <para>The verb is Move because the key itself stays the same, and no hash has to be made anew.</para>
/// </remarks>
/// <example>
/// Move the key to a file in a folder of its own, best on another disk, and use it from there.
/// <code>Move-FlowservHashingKey ./keys/users.key
/// $env:FLOWSERV_KEY_FILE = Convert-Path ./keys/users.key</code>
/// </example>
/// <example>
/// Move the key to the folder of this user for keys, where it is found without any setting.
/// <code>Move-FlowservHashingKey</code>
/// </example>
/// <example>
/// Take the key back into the database.
/// <code>Move-FlowservHashingKey -ToDatabase</code>
/// </example>
/// <returns>The keys, as they are kept now.</returns>
/// <exception cref="HashingKeyNotFoundException">A key is kept outside the database already, and was not found.</exception>
/// <exception cref="DestinationExistsException">There is a file that is no key file.</exception>
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
    /// The file: a new one, which only its owner will be able to read, or a key file, to which the keys are added. Without it,
    /// each key gets a file in the folder of this user, where it is found by itself.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "A file for each key in the folder of this user")]
    public string? KeyFile { get; set; }

    /// <summary>Moves the keys into the database. Their files stay, because copies and backups may need them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DatabaseSet)]
    public SwitchParameter ToDatabase { get; set; }

    /// <summary>Moves the keys.</summary>
    protected override void EndProcessing()
    {
        if (!TryRun(() => FullPath(KeyFile) ?? "", out string? file) || !TryRun(() => Service, out LocalUserService? service))
            return;
        string action = ToDatabase ? "Move the hashing keys into the database" : $"Move the hashing keys to {(file.Length > 0 ? $"'{file}'" : "the folder of this user")}";
        if (!ShouldProcess(service.Location, action))
            return;
        if (!TryRun(() => ToDatabase ? Take(service) : service.HashingKeys.MoveToFile(FullPath(KeyFile), StopToken), out bool isErased))
            return;
        if (!isErased)
            WriteWarning("Others read the database all the time, so that its log may still hold the key. Run the command again later.");
        WriteKeys(_ => true, ToDatabase ? null : file);
    }

    private bool Take(LocalUserService service)
    {
        service.HashingKeys.MoveToDatabase(StopToken);
        return true;
    }
}
