using System.Management.Automation;
using System.Security;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Databases;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Changes the password of a user who knows the current one.</summary>
/// <remarks>
/// <para>Set-FlowservPassword changes the password of the user who is logged in here, or of the user that -Identity names. The current password is always required; if it is forgotten, use Request-FlowservPasswordReset. This cmdlet returns nothing.</para>
/// <para>The change ends the user's other sessions and any open reset request. The session that you are using continues: that of -ApiKey, or else the current session of this runspace if it is the user's.</para>
/// <para>If a password is not given, the cmdlet prompts for it once, masked. To verify the new password, log in with it.</para>
/// <para>A wrong current password counts as a failed login, and leads to the same delays.</para>
/// </remarks>
/// <example>
/// Change the password of the user who is logged in here, and prompt for both passwords.
/// <code>Set-FlowservPassword</code>
/// </example>
/// <example>
/// Change the password of a user.
/// <code>Set-FlowservPassword alice -CurrentPassword $password -NewPassword $new</code>
/// </example>
/// <exception cref="InvalidCredentialsException">The user does not exist, is not active or is locked, or the current password is wrong; the error does not say which.</exception>
/// <exception cref="PasswordRejectedException">The new password violates the policy; nothing was changed.</exception>
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

    /// <summary>The API key of the user: a SecureString or a string. By default, the cmdlet uses the current session of this runspace, then the environment variable FLOWSERV_ACCESS_TOKEN.</summary>
    [Parameter(ParameterSetName = ApiKeySet)]
    [SecretTransformation]
    [PSDefaultValue(Help = "The current session, then FLOWSERV_ACCESS_TOKEN")]
    public override SecureString? ApiKey
    {
        get => base.ApiKey;
        set => base.ApiKey = value;
    }

    /// <summary>The user: a name, an identifier of 32 hexadecimal digits, or an object that identifies a user; if the object has an identifier, that is used rather than its name. The default is the user of the session.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdentitySet)]
    [Alias("Username", "Name", "Id", "UserId")]
    [AllowEmptyString]
    [UserIdentity]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[] Identity { get; set; } = [];

    /// <summary>A user, or a row with a Username and, unless given as parameters, a CurrentPassword and a NewPassword.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RowSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The current password: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet)]
    [Parameter(Mandatory = true, ParameterSetName = IdentitySet)]
    [Parameter(ParameterSetName = RowSet)]
    [SecretTransformation]
    public SecureString? CurrentPassword { get; set; }

    /// <summary>The new password: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet)]
    [Parameter(Mandatory = true, ParameterSetName = IdentitySet)]
    [Parameter(ParameterSetName = RowSet)]
    [SecretTransformation]
    public SecureString? NewPassword { get; set; }

    /// <summary>Changes one password.</summary>
    private protected override void Process()
    {
        if (ParameterSetName == ApiKeySet)
        {
            if (TryRun(RequireSession, out FlowservSession? session))
                Change(session.UserId, session.Username, session.Id, named: session.Username);
            return;
        }

        string identity = ParameterSetName == RowSet ? UserIdentityAttribute.OfOne(InputObject) : UserIdentityAttribute.OfOne(Identity);
        foreach (string told in Told([identity]))
            Change(told, InputRow.Text(InputObject, "Username") ?? told, SessionIdentityAttribute.IdOf(InputObject));
    }

    private FlowservSession RequireSession() => FindSession(FindKey()) ?? throw new UnauthenticatedAccessException();

    private FlowservSession? FindSession(SecureString key) =>
        Secret.Use(key, characters => Service.Sessions.Find(characters, StopToken));

    // Nobody typed the identifier of the session's user, so errors show the name.
    private void Change(string identity, string shown, string? sessionId, string? named = null)
    {
        string item = named ?? identity;
        if (TryRun(() => Given(CurrentPassword, nameof(CurrentPassword)), out SecureString? current, item)
            && TryRun(() => Given(NewPassword, nameof(NewPassword)), out SecureString? replacement, item)
            && ShouldProcess(shown, "Set password"))
        {
            TryRun(() => Change(identity, current, replacement, sessionId, named), out _, item);
        }
    }

    private SecureString Given(SecureString? parameter, string column)
    {
        if (parameter is not null || SecretTransformationAttribute.TryConvert(InputRow.Value(InputObject, column), out parameter))
            return parameter;
        throw new InvalidInputException($"There is no {column}. Give the parameter, or a column with that name.");
    }

    private FlowservUser Change(string identity, SecureString current, SecureString replacement, string? sessionId, string? named)
    {
        if (sessionId is null && RunspaceState.Current.CurrentKey(Chosen.Location) is { } key)
            sessionId = FindSession(key)?.Id;
        return Secret.Use(
            current,
            replacement,
            (present, next) => Service.Passwords.Change(identity, present, next, sessionId, named, StopToken));
    }
}
