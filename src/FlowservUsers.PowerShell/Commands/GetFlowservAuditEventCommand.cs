using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Auditing;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>Lists the audit trail: what was done to users, sessions, passwords and the policy. The latest comes first.</summary>
/// <remarks>
/// <para>Get-FlowservAuditEvent lists audit events. The database does the filtering, and events are written as they are read, however many there are.</para>
/// <para>An event is stored together with what it records: where there is no event, it did not happen. Events hold no passwords, keys or request identifiers, nor the name of a failed login that nobody has: people type passwords there.</para>
/// <para>The trail outlives users. A user who was deleted is found by identifier, or by the name that was recorded, if nobody has the name now. Clear-FlowservExpiredItem removes events that are older than the policy's AuditRetention.</para>
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
/// Show what was changed in the policy in March.
/// <code>Get-FlowservAuditEvent -Type PolicyChanged -After 2026-03-01 -Before 2026-04-01</code>
/// </example>
/// <exception cref="UnknownUserException">There is no such user, and no event tells of one.</exception>
/// <seealso cref="ClearFlowservExpiredItemCommand"/>
/// <seealso cref="SetFlowservPolicyCommand"/>
[Cmdlet(VerbsCommon.Get, "FlowservAuditEvent")]
[OutputType(typeof(FlowservAuditEvent))]
public sealed class GetFlowservAuditEventCommand : DatabaseCommand
{
    /// <summary>The users whose events are listed: names with or without wildcards, identifiers of 32 hexadecimal digits, or objects that tell a user. An object that carries an identifier goes by it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name", "Id", "UserId")]
    [SupportsWildcards]
    [ValidateNotNull]
    [UserIdentity(TakesPatterns = true)]
    [ArgumentCompleter(typeof(UserPatternCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>The types of event that are listed, such as LoginFailed.</summary>
    [Parameter]
    [PSDefaultValue(Help = "All")]
    public AuditEventType[] Type { get; set; } = [];

    /// <summary>The earliest time that is listed. A time without a zone is a local one.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>The time before which an event has to be. A time without a zone is a local one.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <summary>The most events to list, for each user where several are given.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [PSDefaultValue(Help = "All")]
    public int First { get; set; } = int.MaxValue;

    /// <summary>Lists the events of each user, or all.</summary>
    protected override void ProcessRecord()
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
