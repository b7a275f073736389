using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>Ends sessions, so that their API keys stop working.</summary>
/// <remarks>
/// <para>Revoke-FlowservSession ends the sessions that you pass as objects or identifiers, or all sessions of a user. It needs no key and returns nothing. A session that has already ended is an error, and the command continues with the next one; a user without sessions is not an error.</para>
/// <para>For a session from the pipeline, only that session ends; for a user from the pipeline, all of the user's sessions end.</para>
/// </remarks>
/// <example>
/// End all sessions of a user.
/// <code>Revoke-FlowservSession alice</code>
/// </example>
/// <example>
/// End the sessions with a particular label.
/// <code>Get-FlowservSession | Where-Object Label -eq nightly | Revoke-FlowservSession</code>
/// </example>
/// <example>
/// End a session by its identifier.
/// <code>Revoke-FlowservSession -Id 7kq2hx4mzp3a</code>
/// </example>
/// <exception cref="UnknownSessionException">No session has the identifier; it may have ended.</exception>
/// <exception cref="UnknownUserException">No user has the name or the identifier.</exception>
/// <seealso cref="GetFlowservSessionCommand"/>
/// <seealso cref="DisconnectFlowservUserCommand"/>
[Cmdlet(VerbsSecurity.Revoke, "FlowservSession", DefaultParameterSetName = IdentitySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RevokeFlowservSessionCommand : DatabaseCommand
{
    private const string IdSet = "Id";
    private const string IdentitySet = "Identity";

    /// <summary>
    /// The sessions: their public identifiers of 12 characters, as Get-FlowservSession shows them, or session objects, including
    /// those read back from a file. Here and in Get-FlowservSession, -Id always identifies a session; use -Identity for a user.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SessionId", "Session")]
    [SessionIdentity]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>
    /// The users whose sessions all end: names, identifiers of 32 hexadecimal digits, or objects that identify a user. If an
    /// object has an identifier, that is used rather than its name.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdentitySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name", "UserId")]
    [AllowEmptyString]
    [UserIdentity(LeavesSessions = true)]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[] Identity { get; set; } = [];

    /// <summary>Ends the sessions for one object or name.</summary>
    private protected override void Process()
    {
        if (ParameterSetName == IdSet)
            Array.ForEach(Id, Revoke);
        foreach (string identity in Told(Identity))
            RevokeAll(identity);
    }

    private void Revoke(string id)
    {
        if (TryRun(() => Service.Sessions.Get(id, StopToken), out FlowservSession? session, id)
            && ShouldProcess($"session {session.Id} of {session.Username}", "Revoke"))
        {
            TryRun(() => Service.Sessions.Revoke(id, StopToken), id);
        }
    }

    private void RevokeAll(string identity)
    {
        if (TryRun(() => Find(identity), out FlowservUser? user, identity)
            && ShouldProcess($"all sessions of {user.Username}", "Revoke"))
        {
            TryRun(() => Service.Sessions.RevokeAll(user.Id, StopToken), out _, identity);
        }
    }

    private FlowservUser Find(string identity)
    {
        try
        {
            return Service.Accounts.Get(identity, StopToken);
        }
        catch (UnknownUserException)
        {
            throw UnknownUserException.WithAdvice(identity, Chosen.Shown, "To give the identifier of a session, use -Id.");
        }
    }
}
