using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Auditing;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>Lists the audit trail: what was done to users, sessions, passwords and the policy, latest first.</summary>
/// <remarks>
/// <para>Get-FlowservAuditEvent lists audit events. The database does the filtering, and events are written as they are read, however many there are.</para>
/// <para>An event is stored in the same transaction as the change that it records, so a change without an event did not happen. Events never contain passwords, keys, request identifiers, or the unknown name of a failed login, because people sometimes type a password there.</para>
/// <para>The trail outlives users. To find the events of a deleted user, use the identifier, or the recorded name if no user has that name now. Clear-FlowservExpiredItem removes events that are older than the policy's AuditRetention.</para>
/// </remarks>
/// <example>
/// Show the last ten events.
/// <code>Get-FlowservAuditEvent -First 10</code>
/// </example>
/// <example>
/// Show the failed logins of a user since yesterday.
/// <code>Get-FlowservAuditEvent alice -Type LoginFailed -After (Get-Date).AddDays(-1)</code>
/// </example>
/// <example>
/// Show what changed in the policy in March.
/// <code>Get-FlowservAuditEvent -Type PolicyChanged -After 2026-03-01 -Before 2026-04-01</code>
/// </example>
/// <exception cref="UnknownUserException">No such user exists, and no event mentions one.</exception>
/// <seealso cref="ClearFlowservExpiredItemCommand"/>
/// <seealso cref="SetFlowservPolicyCommand"/>
[Cmdlet(VerbsCommon.Get, "FlowservAuditEvent")]
[OutputType(typeof(FlowservAuditEvent))]
public sealed class GetFlowservAuditEventCommand : DatabaseCommand
{
    /// <summary>The users whose events are listed: names with or without wildcards, identifiers of 32 hexadecimal digits, or objects that identify a user. If an object has an identifier, that is used rather than its name.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name", "Id", "UserId")]
    [SupportsWildcards]
    [ValidateNotNull]
    [UserIdentity(TakesPatterns = true)]
    [ArgumentCompleter(typeof(UserPatternCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>The types of events to list, such as LoginFailed.</summary>
    [Parameter]
    [PSDefaultValue(Help = "All")]
    public AuditEventType[] Type { get; set; } = [];

    /// <summary>Lists events at or after this time. A time without a time zone is local.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Lists events before this time. A time without a time zone is local.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <summary>The maximum number of events to list, for each user if several are given.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [PSDefaultValue(Help = "All")]
    public int First { get; set; } = int.MaxValue;

    /// <summary>Lists the events of each user, or all events.</summary>
    private protected override void Process()
    {
        if (Identity is null)
            WriteEvents(identity: null);
        else
        {
            foreach (string identity in Told(Identity))
                WriteEvents(identity);
        }
    }

    private void WriteEvents(string? identity)
    {
        if (IsUntouchedDefault())
            return;

        var query = new AuditQuery { Types = Type, After = After, Before = Before };
        if (identity is not null)
        {
            query = NamePattern.TryParse(identity, out Predicate<string>? matches)
                ? query with { NameMatches = matches }
                : query with { Identity = NamePattern.Unescape(identity) };
        }
        if (TryRun(() => Service.Audit.List(query, StopToken), out IEnumerable<FlowservAuditEvent>? events))
            WriteEach(events.Take(First));
    }
}
