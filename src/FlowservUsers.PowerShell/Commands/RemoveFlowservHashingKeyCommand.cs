using System.Management.Automation;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>Gives up an earlier hashing key, which nobody needs any more.</summary>
/// <remarks>
/// <para>A key can be given up when no user has a hash that was made with it. With -Force it is given up all the same: the hashes that were made with it are erased, and their users are returned, because each needs a password reset. With -WhatIf they are counted and nothing is changed. Sessions go on.</para>
/// <para>The file that the key is in stays: backups and copies of the database may need it. The key that new hashes are made with can't be given up: begin to use a new one first.</para>
/// </remarks>
/// <example>
/// Give up every earlier key that nobody needs any more.
/// <code>Get-FlowservHashingKey | Where-Object { -not $_.IsCurrent -and $_.Users -eq 0 } | Remove-FlowservHashingKey</code>
/// </example>
/// <example>
/// Give up a key that has leaked or is lost, and open a reset request for everybody who needs one.
/// <code>Get-FlowservHashingKey | Where-Object -Not IsCurrent | Remove-FlowservHashingKey -Force | Request-FlowservPasswordReset</code>
/// </example>
/// <returns>The users who need a password reset; none without -Force.</returns>
/// <exception cref="UnknownHashingKeyException">The database has no key of this identifier.</exception>
/// <exception cref="HashingKeyInUseException">It is the newest key, or users need it and -Force is not given.</exception>
/// <seealso cref="GetFlowservHashingKeyCommand"/>
/// <seealso cref="NewFlowservHashingKeyCommand"/>
/// <seealso cref="RequestFlowservPasswordResetCommand"/>
[Cmdlet(VerbsCommon.Remove, "FlowservHashingKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(FlowservUser))]
public sealed class RemoveFlowservHashingKeyCommand : HashingKeyCommand
{
    /// <summary>The identifiers of the keys: 16 hexadecimal digits, as Get-FlowservHashingKey shows them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HashingKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Gives the key up also if users need it, erases their hashes, and returns them.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the keys up.</summary>
    protected override void ProcessRecord() => Array.ForEach(Id, Remove);

    private void Remove(string id)
    {
        if (TryRun(() => Service.HashingKeys.PreviewRemoval(id, StopToken), out IReadOnlyList<FlowservUser>? needed, id)
            && ShouldProcess($"{id}{Need(needed)}", "Give up the hashing key")
            && TryRun(() => Service.HashingKeys.Remove(id, Force, StopToken), out IReadOnlyList<FlowservUser>? users, id))
        {
            WriteObject(users, enumerateCollection: true);
        }
    }

    private static string Need(IReadOnlyList<FlowservUser> users) => users.Count switch
    {
        0 => "",
        1 => $" (a password reset will be needed by {users[0].Username})",
        _ => $" (a password reset will be needed by {users.Count} users: {string.Join(", ", users.Take(5).Select(user => user.Username))}{(users.Count > 5 ? ", ..." : "")})",
    };
}
