using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Passwords;

namespace FlowservUsers.Commands;

/// <summary>Changes the policy: the rules for passwords, sessions, lockout and the audit trail.</summary>
/// <remarks>
/// <para>Set-FlowservPolicy changes the settings that are given and leaves the others. If one of them is out of range, nothing is changed. Every process that uses the database obeys the new policy from its next operation.</para>
/// <para>A new rule for passwords counts when a password is set, a new work factor at the next login of each user, a new lifetime for sessions and reset requests that are opened from then on. An idle timeout counts for open sessions too.</para>
/// <para>Each setting that changes is a PolicyChanged audit event with the old and the new value.</para>
/// <para>A duration is a number and a unit, such as 90d, 12h, 30m or 45s, or a TimeSpan: 8:00 is 8 hours, 30.00:00 is 30 days. A number without a unit is refused.</para>
/// </remarks>
/// <example>
/// Ask for longer passwords.
/// <code>Set-FlowservPolicy -MinimumPasswordLength 12</code>
/// </example>
/// <example>
/// Let sessions last for 30 days, and end those that nobody used for 8 hours.
/// <code>Set-FlowservPolicy -SessionLifetime 30.00:00 -SessionIdleTimeout 8:00</code>
/// </example>
/// <example>
/// Show what would change, without changing it.
/// <code>Set-FlowservPolicy -SessionIdleTimeout $null -AuditRetention (New-TimeSpan -Days 90) -WhatIf</code>
/// </example>
/// <exception cref="InvalidPolicyException">A setting is out of range; nothing was changed.</exception>
/// <seealso cref="GetFlowservPolicyCommand"/>
/// <seealso cref="MeasureFlowservPasswordCostCommand"/>
/// <seealso cref="GetFlowservAuditEventCommand"/>
[Cmdlet(VerbsCommon.Set, "FlowservPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FlowservPolicy))]
public sealed class SetFlowservPolicyCommand : DatabaseCommand
{
    /// <summary>The fewest characters (Unicode code points) of a new password: 1 to 64. The default is 8.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    public int? MinimumPasswordLength { get; set; }

    /// <summary>Whether passwords on the shipped list of common ones are refused. The default is true.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    public bool? BlockCommonPasswords { get; set; }

    /// <summary>
    /// The bcrypt work factor: 4 to 15. The default is 12; each step doubles the time of a login. Below 10 there is
    /// a warning, because the OWASP Password Storage cheat sheet asks for 10 or more.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    public int? WorkFactor { get; set; }

    /// <summary>How long a session lasts: 1 second to 365 days. The default is 24 hours.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    [Duration]
    public TimeSpan? SessionLifetime { get; set; }

    /// <summary>After how long without use a session ends: 2 minutes to 365 days, or $null for never, which is the default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    [Duration]
    public TimeSpan? SessionIdleTimeout { get; set; }

    /// <summary>How many sessions a user can have: 1 to 10,000. The default is 100; one more ends the least recently used.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    public int? MaximumSessionsPerUser { get; set; }

    /// <summary>How long a password reset request can be used: 1 second to 7 days. The default is 30 minutes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    [Duration]
    public TimeSpan? PasswordResetLifetime { get; set; }

    /// <summary>
    /// From which failed login in a row on a delay is imposed: 1 to 99. The default is 5. The delay is 1 second, and
    /// doubles with each further failure up to LockoutMaximumDelay.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    public int? LockoutThreshold { get; set; }

    /// <summary>The longest delay after a failed login: 1 second to 1 day. The default is 15 minutes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    [Duration]
    public TimeSpan? LockoutMaximumDelay { get; set; }

    /// <summary>How long Clear-FlowservExpiredItem leaves audit events: 1 to 3,650 days. The default is 400 days.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    [Duration]
    public TimeSpan? AuditRetention { get; set; }

    /// <summary>Changes the settings that were given.</summary>
    protected override void ProcessRecord()
    {
        if (!TryRun(() => Service.Policy.Preview(Apply, StopToken), out IReadOnlyList<string>? changes))
            return;
        if (changes.Count > 0 && !ShouldProcess(Chosen.Shown, $"Set policy ({string.Join(", ", changes)})"))
            return;

        if (WorkFactor < PasswordCost.LeastRecommended)
        {
            WriteWarning(
                $"A work factor of {WorkFactor} is less than {PasswordCost.LeastRecommended}, which the OWASP Password Storage "
                + "cheat sheet asks for: passwords could be guessed quickly from a stolen database.");
        }
        RunAndWrite(() => Service.Policy.Set(Apply, StopToken));
    }

    private FlowservPolicy Apply(FlowservPolicy policy) => policy with
    {
        MinimumPasswordLength = MinimumPasswordLength ?? policy.MinimumPasswordLength,
        BlockCommonPasswords = BlockCommonPasswords ?? policy.BlockCommonPasswords,
        WorkFactor = WorkFactor ?? policy.WorkFactor,
        SessionLifetime = SessionLifetime ?? policy.SessionLifetime,
        SessionIdleTimeout = MyInvocation.BoundParameters.ContainsKey(nameof(SessionIdleTimeout)) ? SessionIdleTimeout : policy.SessionIdleTimeout,
        MaximumSessionsPerUser = MaximumSessionsPerUser ?? policy.MaximumSessionsPerUser,
        PasswordResetLifetime = PasswordResetLifetime ?? policy.PasswordResetLifetime,
        LockoutThreshold = LockoutThreshold ?? policy.LockoutThreshold,
        LockoutMaximumDelay = LockoutMaximumDelay ?? policy.LockoutMaximumDelay,
        AuditRetention = AuditRetention ?? policy.AuditRetention,
    };
}
