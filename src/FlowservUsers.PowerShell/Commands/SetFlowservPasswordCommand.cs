using System.Management.Automation;
using System.Security;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Databases;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Changes the password of a user who knows the present one.</summary>
/// <remarks>
/// <para>Set-FlowservPassword changes the password of the user who is logged in here, or of the user that -Identity names. The present password is needed in any case; where it is forgotten, use Request-FlowservPasswordReset. Nothing is returned.</para>
/// <para>The change ends the other sessions of the user and an open reset request. The session that the command was called with stays: that of -ApiKey, else the current session of this runspace, if it is the user's.</para>
/// <para>Passwords that are not given are asked for, masked, and once each: to make sure of the new one, log in with it.</para>
/// <para>A wrong present password counts as a failed login, and is delayed like one.</para>
/// </remarks>
/// <example>
/// Change the password of the user who is logged in here; both passwords are asked for.
/// <code>Set-FlowservPassword</code>
/// </example>
/// <example>
/// Change the password of a user.
/// <code>Set-FlowservPassword alice -CurrentPassword $password -NewPassword $new</code>
/// </example>
/// <exception cref="InvalidCredentialsException">There is no such user, the present password is wrong, or the user not active or locked; which of them is not told.</exception>
/// <exception cref="PasswordRejectedException">The new password is against the policy; nothing was changed.</exception>
/// <exception cref="UnauthenticatedAccessException">No user was named, and nobody is logged in here.</exception>
/// <seealso cref="TestFlowservPasswordCommand"/>
/// <seealso cref="RequestFlowservPasswordResetCommand"/>
/// <seealso cref="ConnectFlowservUserCommand"/>
[Cmdlet(VerbsCommon.Set, "FlowservPassword", DefaultParameterSetName = ApiKeySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class SetFlowservPasswordCommand : ApiKeyCommand
{
    private const string IdentitySet = "Identity";

    /// <summary>The user: a name, an identifier of 32 hexadecimal digits, or an object that tells a user, which goes by its identifier if it carries one. Without it the user of the session counts.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdentitySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name", "Id", "UserId")]
    [AllowEmptyString]
    [UserIdentity(TakesOne = true)]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string? Identity { get; set; }

    /// <summary>The present password: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? CurrentPassword { get; set; }

    /// <summary>The password that is to be set: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? NewPassword { get; set; }

    /// <summary>Changes one password.</summary>
    protected override void ProcessRecord()
    {
        if (Identity == "" && Told([]).Length == 0)
            return;
        FlowservSession? session = null;
        if (Identity is null && !TryRun(RequireSession, out session))
            return;
        if (ShouldProcess(session?.Username ?? Identity!, "Set password"))
            TryRun(() => Change(session), out _, Identity);
    }

    private FlowservSession RequireSession() => FindSession(FindKey()) ?? throw new UnauthenticatedAccessException();

    private FlowservSession? FindSession(SecureString key) =>
        Secret.Use(key, characters => Service.Sessions.Find(characters, StopToken));

    private FlowservUser Change(FlowservSession? session)
    {
        string identity = session?.UserId ?? Identity!;
        session ??= RunspaceState.Current.CurrentKey(Chosen.Location) is { } key ? FindSession(key) : null;
        return Secret.Use(
            CurrentPassword,
            NewPassword,
            (current, replacement) => Service.Passwords.Change(identity, current, replacement, session?.Id, StopToken));
    }
}
