using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Passwords;

namespace FlowservUsers.Commands;

/// <summary>Changes the policy: the rules for passwords, sessions, lockout and the audit trail.</summary>
/// <remarks>
/// <para>Set-FlowservPolicy changes the settings that you give and no others. If one of them is out of range, nothing is changed. Every process that uses the database applies the new policy from its next operation.</para>
/// <para>New password rules apply when a password is set, a new work factor at each user's next login, and new lifetimes to sessions and reset requests that are opened from then on. An idle timeout also applies to open sessions.</para>
/// <para>Each setting that changes is recorded as a PolicyChanged audit event with the old and new values.</para>
/// <para>A duration is a number and a unit, such as 90d, 12h, 30m or 45s, or a TimeSpan: 8:00 is 8 hours, 30.00:00 is 30 days. A number without a unit is refused.</para>
/// </remarks>
/// <example>
/// Require longer passwords.
/// <code>Set-FlowservPolicy -MinimumPasswordLength 12</code>
/// </example>
/// <example>
/// Let sessions last 30 days, and end those that are unused for 8 hours.
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
    private HashSet<string> _given = [];

    /// <summary>The minimum length of a new password in characters (Unicode code points): 1 to 64; 8 in a new database.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    public int? MinimumPasswordLength { get; set; }

    /// <summary>Whether passwords on the built-in list of common passwords are refused; true in a new database.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    public bool? BlockCommonPasswords { get; set; }

    /// <summary>
    /// The bcrypt work factor: 4 to 15; 12 in a new database. Each step doubles the time of a login. A value below 10 causes a
    /// warning, because the OWASP Password Storage Cheat Sheet requires at least 10.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    public int? WorkFactor { get; set; }

    /// <summary>The lifetime of a session: 1 second to 365 days; 24 hours in a new database.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    [Duration]
    public TimeSpan? SessionLifetime { get; set; }

    /// <summary>The idle time after which a session ends: 2 minutes to 365 days, or $null for never, as in a new database.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    [Duration]
    public TimeSpan? SessionIdleTimeout { get; set; }

    /// <summary>The maximum number of sessions per user: 1 to 10,000; 100 in a new database. Opening one more ends the least recently used.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    public int? MaximumSessionsPerUser { get; set; }

    /// <summary>The lifetime of a password reset request: 1 second to 7 days; 30 minutes in a new database.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    [Duration]
    public TimeSpan? PasswordResetLifetime { get; set; }

    /// <summary>
    /// The number of consecutive failed logins from which a delay applies: 1 to 99; 5 in a new database. The delay is 1 second, and
    /// doubles with each further failure up to LockoutMaximumDelay.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    public int? LockoutThreshold { get; set; }

    /// <summary>The maximum delay after a failed login: 1 second to 1 day; 15 minutes in a new database.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    [Duration]
    public TimeSpan? LockoutMaximumDelay { get; set; }

    /// <summary>How long audit events are kept before Clear-FlowservExpiredItem removes them: 1 to 3,650 days; 400 days in a new database.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PolicyValueCompleter))]
    [Duration]
    public TimeSpan? AuditRetention { get; set; }

    /// <summary>What is piped in: nothing that the command could use.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [DroppedInput]
    public object? Piped { get; set; }

    /// <summary>Notes what is given for every object, which says nothing of what comes from the pipeline.</summary>
    private protected override void Begin() => _given = [.. MyInvocation.BoundParameters.Keys];

    /// <summary>Changes the settings that were given.</summary>
    private protected override void Process()
    {
        if (Piped is not null && MyInvocation.BoundParameters.Keys.All(name => name == nameof(Piped) || _given.Contains(name)))
        {
            WriteError(ErrorRecords.Create(UnusableInput()));
            return;
        }
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
