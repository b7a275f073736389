using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Lists the keys that passwords are hashed with: where each is kept, and how many users need it.</summary>
/// <remarks>
/// <para>Every password is combined with a hashing key before it is hashed. By default, a database has one key, which is stored in the database. New hashes are made with the newest key; each login replaces a hash that was made with an earlier one. The keys themselves are never shown.</para>
/// <para>A key that is kept outside the database is looked for in the file that the environment variable FLOWSERV_KEY_FILE names; then in a file named after its identifier, with the extension .key, in the FlowservUsers folder of your application data (on Linux, ~/.config/FlowservUsers); then in the folder that the environment variable CREDENTIALS_DIRECTORY names, which systemd sets for a service, under the same name or as flowserv.key.</para>
/// </remarks>
/// <example>
/// Show the keys of the database.
/// <code>Get-FlowservHashingKey</code>
/// </example>
/// <example>
/// Show how many users still have to log in before an earlier key can be removed.
/// <code>Get-FlowservHashingKey | Where-Object -Not IsCurrent | Select-Object Id, Users</code>
/// </example>
/// <exception cref="DatabaseNotFoundException">The database does not exist.</exception>
/// <seealso cref="NewFlowservHashingKeyCommand"/>
/// <seealso cref="MoveFlowservHashingKeyCommand"/>
/// <seealso cref="RemoveFlowservHashingKeyCommand"/>
[Cmdlet(VerbsCommon.Get, "FlowservHashingKey")]
[OutputType(typeof(FlowservHashingKey))]
public sealed class GetFlowservHashingKeyCommand : HashingKeyCommand
{
    /// <summary>Writes the keys.</summary>
    private protected override void End() => WriteKeys(_ => true, keyFile: null);
}
