using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Users;

namespace FlowservUsers.Commands;

/// <summary>Lists users, ordered by name.</summary>
/// <remarks>
/// <para>Get-FlowservUser lists the active users; use -Status or -All to include others. A name or identifier without wildcards is returned whatever its status, and is an error if no user has it. A pattern that matches no user returns nothing.</para>
/// <para>Users are written as they are read, however many there are. No user is listed twice, even if a later command in the pipeline renames the user or several patterns match. -First, -Skip and -IncludeTotalCount apply to all names and patterns together.</para>
/// </remarks>
/// <example>
/// List the active users whose name begins with "al".
/// <code>Get-FlowservUser al*</code>
/// </example>
/// <example>
/// Show users who have not logged in for 90 days.
/// <code>Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -lt (Get-Date).AddDays(-90) }</code>
/// </example>
/// <example>
/// Count the users who are waiting for activation.
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
    /// The users: names with or without wildcards, identifiers of 32 hexadecimal digits, or objects that identify a user. Names are
    /// case-insensitive. If an object has an identifier, that is used rather than its name; an object's name is not a pattern.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = IdentitySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name", "Id", "UserId")]
    [SupportsWildcards]
    [ValidateNotNull]
    [UserIdentity(TakesPatterns = true)]
    [ArgumentCompleter(typeof(UserPatternCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>The beginning of the names, taken literally: no character in it is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PrefixSet)]
    public string? Prefix { get; set; }

    /// <summary>The statuses to list: Active, Pending or Disabled. The default is Active.</summary>
    [Parameter]
    [PSDefaultValue(Value = UserStatus.Active)]
    public UserStatus[] Status { get; set; } = [UserStatus.Active];

    /// <summary>Lists users of every status.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Lists only users who cannot log in now because of too many failed logins.</summary>
    [Parameter]
    public SwitchParameter Locked { get; set; }

    private ulong? _skip;
    private ulong? _first;

    /// <summary>Lists users for each pattern, or finds the user with each name.</summary>
    private protected override void Process()
    {
        _skip ??= PagingParameters.Skip;
        _first ??= PagingParameters.First;
        if (Identity is not null)
            WriteIdentities(Identity);
        else if (new UserQuery { Prefix = Prefix } is var query && TryWriteTotal(query, named: 0))
            WriteMatches(query);
    }

    private void WriteIdentities(string[] identities)
    {
        var named = new Dictionary<string, FlowservUser>();
        List<UserQuery> patterns = [];
        foreach (string identity in Told(identities))
        {
            if (NamePattern.TryParse(identity, out UserQuery? pattern))
                patterns.Add(pattern);
            else if (IsUntouchedDefault())
                WriteError(ErrorRecords.Create(new UnknownUserException(identity, Chosen.Shown)));
            else if (TryRun(() => Service.Accounts.Get(NamePattern.Unescape(identity), StopToken), out FlowservUser? user, identity))
                named.TryAdd(user.Id, user);
        }

        UserQuery? query = patterns.Count == 0 ? null : NamePattern.Any(patterns, named.Values.Select(user => user.Username).ToHashSet());
        if (!TryWriteTotal(query, (ulong)named.Count))
            return;
        foreach (FlowservUser user in named.Values)
            WriteInPage(user);
        if (query is not null)
            WriteMatches(query);
    }

    private bool TryWriteTotal(UserQuery? query, ulong named)
    {
        long count = 0;
        if (!PagingParameters.IncludeTotalCount || IsUntouchedDefault())
            return true;
        if (query is not null && !TryRun(() => Service.Accounts.Count(InState(query), StopToken), out count))
            return false;
        WriteObject(PagingParameters.NewTotalCount(named + (ulong)count, accuracy: 1));
        return true;
    }

    private UserQuery InState(UserQuery query) => query with { Statuses = All ? Enum.GetValues<UserStatus>() : Status, LockedOnly = Locked };

    private void WriteInPage(FlowservUser user)
    {
        if (_skip > 0)
            _skip--;
        else if (_first > 0)
        {
            _first--;
            WriteObject(user);
        }
    }

    private void WriteMatches(UserQuery pattern)
    {
        if (IsUntouchedDefault())
            return;

        UserQuery query = InState(pattern) with { Skip = _skip!.Value, First = _first!.Value };
        if (!TryRun(() => Service.Accounts.List(query, StopToken), out IEnumerable<FlowservUser>? users))
            return;

        ulong written = 0;
        WriteEach(users.Select(user =>
        {
            written++;
            return user;
        }));
        _first -= written;
        // Patterns that come through the pipeline share one page.
        if (written > 0)
            _skip = 0;
        else if (_skip > 0 && _first > 0 && TryRun(() => Service.Accounts.Count(query, StopToken), out long skipped))
            _skip -= Math.Min(_skip.Value, (ulong)skipped);
    }
}
