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
/// <exception cref="InvalidCredentialsException">There is no such user, the present password is wrong, or the user not active or locked; the error does not say which.</exception>
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
    private const string RowSet = "Row";

    /// <summary>The API key of the user: a SecureString or a string. Without it the user of the current session of this runspace counts, and then that of the environment variable FLOWSERV_ACCESS_TOKEN.</summary>
    [Parameter(ParameterSetName = ApiKeySet)]
    [SecretTransformation]
    [PSDefaultValue(Help = "The current session, else FLOWSERV_ACCESS_TOKEN")]
    public override SecureString? ApiKey
    {
        get => base.ApiKey;
        set => base.ApiKey = value;
    }

    /// <summary>The user: a name, an identifier of 32 hexadecimal digits, or an object that tells a user, which goes by its identifier if it carries one. Without it the user of the session counts.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdentitySet)]
    [Alias("Username", "Name", "Id", "UserId")]
    [AllowEmptyString]
    [UserIdentity]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[] Identity { get; set; } = [];

    /// <summary>A user, or a row with a Username and, where they are not given otherwise, a CurrentPassword and a NewPassword.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RowSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The present password: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet)]
    [Parameter(Mandatory = true, ParameterSetName = IdentitySet)]
    [Parameter(ParameterSetName = RowSet)]
    [SecretTransformation]
    public SecureString? CurrentPassword { get; set; }

    /// <summary>The password that is to be set: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet)]
    [Parameter(Mandatory = true, ParameterSetName = IdentitySet)]
    [Parameter(ParameterSetName = RowSet)]
    [SecretTransformation]
    public SecureString? NewPassword { get; set; }

    /// <summary>Changes one password.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ApiKeySet)
        {
            if (TryRun(RequireSession, out FlowservSession? session))
                Change(session.UserId, session.Username, session.Id);
            return;
        }

        string identity = ParameterSetName == RowSet ? UserIdentityAttribute.OfOne(InputObject) : UserIdentityAttribute.OfOne(Identity);
        foreach (string told in Told([identity]))
            Change(told, InputRow.Text(InputObject, "Username") ?? told, SessionIdentityAttribute.IdOf(InputObject));
    }

    private FlowservSession RequireSession() => FindSession(FindKey()) ?? throw new UnauthenticatedAccessException();

    private FlowservSession? FindSession(SecureString key) =>
        Secret.Use(key, characters => Service.Sessions.Find(characters, StopToken));

    private void Change(string identity, string shown, string? sessionId)
    {
        if (TryRun(() => Given(CurrentPassword, nameof(CurrentPassword)), out SecureString? current, identity)
            && TryRun(() => Given(NewPassword, nameof(NewPassword)), out SecureString? replacement, identity)
            && ShouldProcess(shown, "Set password"))
        {
            TryRun(() => Change(identity, current, replacement, sessionId), out _, identity);
        }
    }

    private SecureString Given(SecureString? parameter, string column)
    {
        if (parameter is not null || SecretTransformationAttribute.TryConvert(InputRow.Value(InputObject, column), out parameter))
            return parameter;
        throw new InvalidInputException($"There is no {column}: give the parameter, or a column of that name.");
    }

    private FlowservUser Change(string identity, SecureString current, SecureString replacement, string? sessionId)
    {
        if (sessionId is null && RunspaceState.Current.CurrentKey(Chosen.Location) is { } key)
            sessionId = FindSession(key)?.Id;
        return Secret.Use(
            current,
            replacement,
            (present, next) => Service.Passwords.Change(identity, present, next, sessionId, StopToken));
    }
}
