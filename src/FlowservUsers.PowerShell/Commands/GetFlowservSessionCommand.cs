using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Databases;

namespace FlowservUsers.Commands;

/// <summary>Lists sessions, ordered by expiry.</summary>
/// <remarks>
/// <para>Get-FlowservSession lists valid sessions, either all of them or those of the users you name. API keys are not stored, so no session includes one; use KeyPrefix to tell keys apart.</para>
/// <para>Sessions are written as they are read, however many there are.</para>
/// </remarks>
/// <example>
/// Show the sessions of a user.
/// <code>Get-FlowservSession alice</code>
/// </example>
/// <example>
/// End the sessions of users who have not logged in for 90 days.
/// <code>Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -lt (Get-Date).AddDays(-90) } | Get-FlowservSession | Revoke-FlowservSession</code>
/// </example>
/// <example>
/// Show when the current session ends.
/// <code>(Get-FlowservSession -Current).ExpiresAt</code>
/// </example>
/// <exception cref="UnknownUserException">No user has the name or the identifier.</exception>
/// <exception cref="UnknownSessionException">No session has the identifier; it may have ended.</exception>
/// <exception cref="UnauthenticatedAccessException">There is no current session, or it has ended.</exception>
/// <seealso cref="RevokeFlowservSessionCommand"/>
/// <seealso cref="ConnectFlowservUserCommand"/>
[Cmdlet(VerbsCommon.Get, "FlowservSession", DefaultParameterSetName = IdentitySet)]
[OutputType(typeof(FlowservSession))]
public sealed class GetFlowservSessionCommand : DatabaseCommand
{
    private const string IdentitySet = "Identity";
    private const string IdSet = "Id";
    private const string CurrentSet = "Current";

    /// <summary>
    /// The users whose sessions are listed: names, identifiers of 32 hexadecimal digits, or objects that identify a user. If an
    /// object has an identifier, that is used rather than its name. By default, the sessions of all users are listed.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = IdentitySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name", "UserId")]
    [ValidateNotNull]
    [UserIdentity(LeavesSessions = true)]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>
    /// The sessions: their public identifiers of 12 characters, or session objects to read again. Here and in
    /// Revoke-FlowservSession, -Id always identifies a session; use -Identity for a user.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true)]
    [Alias("SessionId")]
    [SessionIdentity]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Lists the sessions that have ended but are still stored, instead of the valid ones.</summary>
    [Parameter(ParameterSetName = IdentitySet)]
    public SwitchParameter Expired { get; set; }

    /// <summary>Shows only the current session of this runspace, or else the session of the key in the environment variable FLOWSERV_ACCESS_TOKEN.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CurrentSet)]
    public SwitchParameter Current { get; set; }

    /// <summary>Lists the sessions of each user, all sessions, or the current one.</summary>
    private protected override void Process()
    {
        if (Current)
            RunAndWrite(() => Secret.Use(CurrentKey.Require(Chosen.Location), key => Service.Sessions.Describe(key, StopToken)));
        else if (Id is not null)
            Array.ForEach(Id, id => RunAndWrite(() => Service.Sessions.Get(id, StopToken), id));
        else if (Identity is not null)
        {
            foreach (string identity in Told(Identity))
                WriteSessionsOf(identity);
        }
        else if (!IsUntouchedDefault())
            WriteSessions(userId: null);
    }

    private void WriteSessionsOf(string identity)
    {
        if (IsUntouchedDefault())
            WriteError(ErrorRecords.Create(new UnknownUserException(identity, Chosen.Shown)));
        else if (TryRun(() => Service.Accounts.Get(identity, StopToken), out FlowservUser? user, identity))
            WriteSessions(user.Id);
    }

    private void WriteSessions(string? userId)
    {
        if (TryRun(() => Service.Sessions.List(userId, Expired, StopToken), out IEnumerable<FlowservSession>? sessions))
            WriteEach(sessions);
    }
}
