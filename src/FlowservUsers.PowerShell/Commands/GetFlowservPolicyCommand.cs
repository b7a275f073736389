using System.Management.Automation;

namespace FlowservUsers.Commands;

/// <summary>Shows the policy: the rules for passwords, sessions, lockout and the audit trail.</summary>
/// <remarks>
/// <para>Get-FlowservPolicy reads the policy from the database. Every process that uses the database applies a changed policy from its next operation.</para>
/// <para>The environment variable FLOWSERV_AUTH_TTL, a number of seconds, overrides SessionLifetime for the process that has it. The policy shown here does not include it.</para>
/// </remarks>
/// <example>
/// Show the policy.
/// <code>Get-FlowservPolicy</code>
/// </example>
/// <example>
/// Show one setting.
/// <code>(Get-FlowservPolicy).MinimumPasswordLength</code>
/// </example>
/// <example>
/// Copy the policy from one database to another.
/// <code>Get-FlowservPolicy -Database ./old.db | Set-FlowservPolicy -Database ./new.db</code>
/// </example>
/// <seealso cref="SetFlowservPolicyCommand"/>
/// <seealso cref="TestFlowservPasswordCommand"/>
[Cmdlet(VerbsCommon.Get, "FlowservPolicy")]
[OutputType(typeof(FlowservPolicy))]
public sealed class GetFlowservPolicyCommand : WholeDatabaseCommand
{
    /// <summary>Reads the policy.</summary>
    private protected override void ProcessDatabase() => RunAndWrite(() => Service.Policy.Get(StopToken));
}
