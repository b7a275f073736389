using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>Removes an earlier hashing key that is no longer needed.</summary>
/// <remarks>
/// <para>A key can be removed when no user has a hash that was made with it. -Force removes it anyway: the hashes that were made with it are erased, and their users are returned, because each needs a password reset. With -WhatIf, these users are counted and nothing is changed. Sessions continue.</para>
/// <para>The key file is kept, because backups and copies of the database may need it. The key for new hashes cannot be removed; start using a new one first.</para>
/// </remarks>
/// <example>
/// Remove every earlier key that is no longer needed.
/// <code>Get-FlowservHashingKey | Where-Object { -not $_.IsCurrent -and $_.Users -eq 0 } | Remove-FlowservHashingKey</code>
/// </example>
/// <example>
/// Remove a key that was leaked or lost, and open a reset request for every user who needs one.
/// <code>Get-FlowservHashingKey | Where-Object -Not IsCurrent | Remove-FlowservHashingKey -Force | Request-FlowservPasswordReset</code>
/// </example>
/// <returns>The users who need a password reset; nothing without -Force.</returns>
/// <exception cref="UnknownHashingKeyException">The database has no key with this identifier.</exception>
/// <exception cref="HashingKeyInUseException">It is the newest key, or users need it and -Force was not given.</exception>
/// <seealso cref="GetFlowservHashingKeyCommand"/>
/// <seealso cref="NewFlowservHashingKeyCommand"/>
/// <seealso cref="RequestFlowservPasswordResetCommand"/>
[Cmdlet(VerbsCommon.Remove, "FlowservHashingKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(FlowservUser))]
public sealed class RemoveFlowservHashingKeyCommand : DatabaseCommand
{
    /// <summary>The identifiers of the keys: 16 hexadecimal digits, as Get-FlowservHashingKey shows them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [AllowEmptyString]
    [KeyIdentity]
    [ArgumentCompleter(typeof(HashingKeyIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Removes the key even if users need it, erases their hashes, and returns the users.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Removes the keys.</summary>
    private protected override void Process() => Array.ForEach(Id, Remove);

    private void Remove(string id)
    {
        if (TryRun(() => Service.HashingKeys.PreviewRemoval(id, StopToken), out IReadOnlyList<FlowservUser>? needed, id)
            && ShouldProcess($"{id}{Need(needed)}", "Remove the hashing key")
            && TryRun(() => Service.HashingKeys.Remove(id, Force, StopToken), out IReadOnlyList<FlowservUser>? users, id))
        {
            WriteObject(users, enumerateCollection: true);
        }
    }

    private static string Need(IReadOnlyList<FlowservUser> users) => users.Count switch
    {
        0 => "",
        1 => $" ({users[0].Username} will need a password reset)",
        _ => $" ({users.Count} users will need a password reset: {string.Join(", ", users.Take(5).Select(user => user.Username))}{(users.Count > 5 ? ", ..." : "")})",
    };
}
