using System.Management.Automation;
using FlowservUsers.Keys;

namespace FlowservUsers.Commands;

/// <summary>Begins to hash passwords with a new key, beside the earlier ones.</summary>
/// <remarks>
/// <para>New hashes are made with the new key, and each login replaces the hash of its user. Get-FlowservHashingKey counts who is left; Remove-FlowservHashingKey gives an earlier key up. Do this after a key has leaked, and after Move-FlowservHashingKey if there are backups from before.</para>
/// <para>Every process that logs users in needs all keys of the database. Where several machines use one, make the key with -PrepareOnly, bring the file to each of them, and run the command again without that switch: no login fails meanwhile.</para>
/// <para>The earlier keys are not needed for this, so that it is also the way out if one is lost: a new key, and Remove-FlowservHashingKey -Force for the lost one.</para>
/// </remarks>
/// <example>
/// Begin to use a new key, which is kept where the present one is.
/// <code>New-FlowservHashingKey</code>
/// </example>
/// <example>
/// Make a key for several machines, and use it once it has been brought to each.
/// <code>New-FlowservHashingKey ./new.key -PrepareOnly
/// New-FlowservHashingKey ./new.key</code>
/// </example>
/// <returns>The new key.</returns>
/// <exception cref="DestinationExistsException">There is a file that is no key file; with -PrepareOnly, any file.</exception>
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
    /// file of -PrepareOnly, whose key is used. Without it, the key is kept where the newest is: in the database; in the file
    /// that FLOWSERV_KEY_FILE names; or in the folder of this user.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = UseSet)]
    [Parameter(Position = 0, ParameterSetName = PrepareSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "Where the newest key is")]
    public string? KeyFile { get; set; }

    /// <summary>Makes the key in a new file and nothing else; the database is not touched.</summary>
    [Parameter(ParameterSetName = PrepareSet, Mandatory = true)]
    public SwitchParameter PrepareOnly { get; set; }

    /// <summary>Makes the key.</summary>
    protected override void EndProcessing()
    {
        if (!TryRun(() => FullPath(KeyFile) ?? "", out string? file))
            return;
        if (PrepareOnly)
        {
            if (ShouldProcess(file, "Make a hashing key"))
                RunAndWrite(() => DatabaseKeys.Prepare(file));
        }
        else if (TryRun(() => Service, out LocalUserService? service)
            && ShouldProcess(service.Location, "Begin to use a new hashing key")
            && TryRun(() => service.HashingKeys.Add(FullPath(KeyFile), StopToken), out string? id))
        {
            WriteKeys(key => key.Id == id, FullPath(KeyFile));
        }
    }
}
