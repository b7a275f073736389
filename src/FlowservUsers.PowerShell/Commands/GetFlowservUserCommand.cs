using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Users;

namespace FlowservUsers.Commands;

/// <summary>Lists users, ordered by name.</summary>
/// <remarks>
/// <para>Get-FlowservUser lists the active users; -Status and -All widen that. A name or an identifier without wildcards is returned whatever its status, and is an error if nobody has it. A pattern that matches nobody returns nothing.</para>
/// <para>Users are written as they are read, however many there are.</para>
/// </remarks>
/// <example>
/// List the active users whose name begins with "al".
/// <code>Get-FlowservUser al*</code>
/// </example>
/// <example>
/// Show who has not logged in for 90 days.
/// <code>Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -lt (Get-Date).AddDays(-90) }</code>
/// </example>
/// <example>
/// Count the users who wait for their activation.
/// <code>Get-FlowservUser -Status Pending -First 0 -IncludeTotalCount</code>
/// </example>
/// <exception cref="UnknownUserException">No user has the name or the identifier.</exception>
/// <seealso cref="EnableFlowservUserCommand"/>
[Cmdlet(VerbsCommon.Get, "FlowservUser", DefaultParameterSetName = IdentitySet, SupportsPaging = true)]
[OutputType(typeof(FlowservUser))]
public sealed class GetFlowservUserCommand : DatabaseCommand
{
    private const string IdentitySet = "Identity";
    private const string PrefixSet = "Prefix";

    /// <summary>
    /// The users: names with or without wildcards, identifiers of 32 hexadecimal digits, or objects that tell a user. Case
    /// does not count. An object that carries an identifier goes by it; a name that an object tells is no pattern.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = IdentitySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name", "Id", "UserId")]
    [SupportsWildcards]
    [ValidateNotNull]
    [UserIdentity(TakesPatterns = true)]
    [ArgumentCompleter(typeof(UserPatternCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>What the names start with, taken literally: no character in it is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PrefixSet)]
    public string? Prefix { get; set; }

    /// <summary>The states that are listed: Active, Pending or Disabled. Active by default.</summary>
    [Parameter]
    public UserStatus[] Status { get; set; } = [UserStatus.Active];

    /// <summary>Lists users of every state.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Lists only users whose logins are refused now, after too many failures.</summary>
    [Parameter]
    public SwitchParameter Locked { get; set; }

    /// <summary>Lists users for each pattern, or finds the user of each name.</summary>
    protected override void ProcessRecord()
    {
        if (Identity is null)
            WriteMatches(new UserQuery { Prefix = Prefix });
        else
        {
            foreach (string identity in Told(Identity))
                WriteIdentity(identity);
        }
    }

    private void WriteIdentity(string identity)
    {
        if (NamePattern.TryParse(identity, out UserQuery? query))
            WriteMatches(query);
        else if (IsUntouchedDefault())
            WriteError(ErrorRecords.Create(new UnknownUserException(identity, Chosen.Shown)));
        else
            RunAndWrite(() => Service.Accounts.Get(NamePattern.Unescape(identity), StopToken), identity);
    }

    private void WriteMatches(UserQuery query)
    {
        if (IsUntouchedDefault())
            return;

        query = query with
        {
            Statuses = All ? Enum.GetValues<UserStatus>() : Status,
            LockedOnly = Locked,
            Skip = PagingParameters.Skip,
            First = PagingParameters.First,
        };
        if (PagingParameters.IncludeTotalCount)
        {
            if (!TryRun(() => Service.Accounts.Count(query, StopToken), out long count))
                return;
            WriteObject(PagingParameters.NewTotalCount((ulong)count, accuracy: 1));
        }
        if (TryRun(() => Service.Accounts.List(query, StopToken), out IEnumerable<FlowservUser>? users))
            WriteEach(users);
    }
}
