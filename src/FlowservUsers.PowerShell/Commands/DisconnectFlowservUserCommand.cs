using System.Management.Automation;
using System.Security;
using FlowservUsers.Binding;
using FlowservUsers.Databases;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Logs out: ends a session, so that its API key stops working.</summary>
/// <remarks>
/// <para>Disconnect-FlowservUser ends the session of an API key or of a session object. Without either, it ends the current session of this runspace. The user's other sessions continue unless you use -Everywhere.</para>
/// </remarks>
/// <example>
/// End the current session.
/// <code>Disconnect-FlowservUser</code>
/// </example>
/// <example>
/// End every session of the user who is logged in here.
/// <code>Disconnect-FlowservUser -Everywhere</code>
/// </example>
/// <exception cref="UnauthenticatedAccessException">There is no session to end: the key is missing, unknown, expired or revoked.</exception>
/// <seealso cref="ConnectFlowservUserCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "FlowservUser", DefaultParameterSetName = ApiKeySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FlowservUser))]
public sealed class DisconnectFlowservUserCommand : ApiKeyCommand
{
    private const string SessionSet = "Session";

    /// <summary>A session from Connect-FlowservUser or Get-FlowservSession, which may have been saved to a file and read back; or an API key from the pipeline.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SessionSet, ValueFromPipeline = true)]
    [SessionObject]
    public FlowservSession? Session { get; set; }

    /// <summary>Ends all sessions of the user.</summary>
    [Parameter]
    public SwitchParameter Everywhere { get; set; }

    /// <summary>Ends one session.</summary>
    private protected override void Process()
    {
        if (Session is { ApiKey: null, Id: var id })
        {
            if (TryRun(() => Service.Sessions.Get(id, StopToken), out FlowservSession? described))
                EndDescribed(described);
            return;
        }

        if (!TryRun(() => FindKey(SecretOutput.ToSecureString(Session?.ApiKey)), out SecureString? key))
        {
            RunspaceState.Current.ForgetFailedLogin(Chosen.Location);
            return;
        }
        if (!TryRun(() => Secret.Use(key, characters => Service.Sessions.WhoAmI(characters, StopToken)), out FlowservUser? user)
            || !ShouldProcess(user.Username, Everywhere ? "Log out everywhere" : "Log out"))
        {
            return;
        }

        if (TryRun(() => Secret.Use(key, characters => Service.Sessions.Logout(characters, Everywhere, StopToken)), out user))
        {
            RunspaceState.Current.ForgetCurrentKey(Chosen.Location, key);
            WriteObject(user);
        }
    }

    private void EndDescribed(FlowservSession described)
    {
        if (!ShouldProcess(described.Username, "Log out"))
            return;

        // Looked up first, because afterwards the key no longer belongs to a session.
        SecureString? current = RunspaceState.Current.CurrentKey(Chosen.Location);
        bool isCurrent = TryRun(
            () => Secret.Use(current, characters => Service.Sessions.Find(characters, StopToken))?.Id == described.Id, out bool same) && same;
        if (!TryRun(() => Service.Sessions.End(described.Id, Everywhere, StopToken), out FlowservUser? user, described.Username))
            return;

        if (isCurrent)
            RunspaceState.Current.ForgetCurrentKey(Chosen.Location, current!);
        WriteObject(user);
    }
}
