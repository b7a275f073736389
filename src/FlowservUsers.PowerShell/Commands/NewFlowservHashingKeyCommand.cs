using System.Management.Automation;
using FlowservUsers.Completion;
using FlowservUsers.Keys;

namespace FlowservUsers.Commands;

/// <summary>Starts hashing passwords with a new key, and keeps the earlier ones.</summary>
/// <remarks>
/// <para>New hashes are made with the new key, and each login replaces the hash of its user. Get-FlowservHashingKey counts the users who still need an earlier key; Remove-FlowservHashingKey removes one. Use this cmdlet after a key has leaked, and after Move-FlowservHashingKey if there are earlier backups.</para>
/// <para>Every process that logs users in needs all keys of the database. If several machines use the database, create the key with -PrepareOnly, copy the file to each machine, and run the command again without -PrepareOnly. No login fails in the meantime.</para>
/// <para>The earlier keys are not needed for this. If a key is lost, create a new key, then remove the lost one with Remove-FlowservHashingKey -Force.</para>
/// </remarks>
/// <example>
/// Start using a new key, which is kept where the current one is.
/// <code>New-FlowservHashingKey</code>
/// </example>
/// <example>
/// Create a key for several machines, and start using it once each machine has a copy.
/// <code>New-FlowservHashingKey ./new.key -PrepareOnly
/// New-FlowservHashingKey ./new.key</code>
/// </example>
/// <returns>The new key.</returns>
/// <exception cref="DestinationExistsException">The file exists and is not a key file; with -PrepareOnly, the file exists.</exception>
/// <exception cref="InvalidDestinationException">The file cannot be written.</exception>
/// <seealso cref="GetFlowservHashingKeyCommand"/>
/// <seealso cref="RemoveFlowservHashingKeyCommand"/>
/// <seealso cref="MoveFlowservHashingKeyCommand"/>
[Cmdlet(VerbsCommon.New, "FlowservHashingKey", DefaultParameterSetName = UseSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FlowservHashingKey))]
public sealed class NewFlowservHashingKeyCommand : HashingKeyCommand
{
    private const string UseSet = "Use";
    private const string PrepareSet = "Prepare";

    /// <summary>
    /// The file for the key: a new one, which only its owner will be able to read; a key file, to which the key is added; or a
    /// file that -PrepareOnly created, whose key is used. By default, the key is kept where the newest one is: in the database, in
    /// the file that FLOWSERV_KEY_FILE names, or in your own key folder.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = UseSet)]
    [Parameter(Position = 0, ParameterSetName = PrepareSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "Where the newest key is kept")]
    [ArgumentCompleter(typeof(FileCompleter))]
    public string? KeyFile { get; set; }

    /// <summary>Creates the key in a new file and does nothing else; the database is not touched.</summary>
    [Parameter(ParameterSetName = PrepareSet, Mandatory = true)]
    public SwitchParameter PrepareOnly { get; set; }

    /// <summary>Creates the key.</summary>
    private protected override void End()
    {
        if (!TryRun(() => FullPath(KeyFile) ?? "", out string? file))
            return;
        if (PrepareOnly)
        {
            if (ShouldProcess(file, "Create a hashing key"))
                RunAndWrite(() => DatabaseKeys.Prepare(file));
        }
        else if (TryRun(() => Service, out LocalUserService? service)
            && ShouldProcess(service.Location, "Start using a new hashing key")
            && TryRun(() => service.HashingKeys.Add(FullPath(KeyFile), StopToken), out string? id))
        {
            WriteKeys(key => key.Id == id, FullPath(KeyFile));
        }
    }
}
