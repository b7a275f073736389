using System.Management.Automation;
using System.Security;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Passwords;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Sets a new password, with a reset request or as an administrator.</summary>
/// <remarks>
/// <para>Reset-FlowservPassword sets the password, ends all of the user's sessions and any open reset request, and clears a lock. It does not log the user in, and it does not activate a pending or disabled user.</para>
/// <para>With -RequestId, it uses up a request from Request-FlowservPasswordReset; if the policy rejects the password, the request stays open. With a user name, it needs no request: this is for administrators, and records a PasswordSet event in the audit trail, whereas a request records a PasswordReset event.</para>
/// </remarks>
/// <example>
/// Generate a new password for a user who has forgotten the old one, and show it once.
/// <code>Reset-FlowservPassword alice -GeneratePassword -AsPlainText | Format-List Username, Password</code>
/// </example>
/// <example>
/// Set a user's password, and prompt for it.
/// <code>Reset-FlowservPassword alice</code>
/// </example>
/// <example>
/// Reset a password with the identifier that the user received.
/// <code>Reset-FlowservPassword -RequestId $requestId -Password $new</code>
/// </example>
/// <example>
/// Open a request and use it at once.
/// <code>Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password $new</code>
/// </example>
/// <exception cref="UnknownRequestException">The request is unknown, used, replaced by a newer one, or expired.</exception>
/// <exception cref="UnknownUserException">No user has the name or the identifier.</exception>
/// <exception cref="PasswordRejectedException">The password violates the policy.</exception>
/// <seealso cref="RequestFlowservPasswordResetCommand"/>
/// <seealso cref="SetFlowservPasswordCommand"/>
[Cmdlet(VerbsCommon.Reset, "FlowservPassword", DefaultParameterSetName = PasswordSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FlowservUser))]
[OutputType(typeof(FlowservUserWithPassword), ParameterSetName = [GenerateSet, InputSet])]
public sealed class ResetFlowservPasswordCommand : DatabaseCommand
{
    private const string RequestSet = "RequestId";
    private const string PasswordSet = "Password";
    private const string GenerateSet = "GeneratePassword";
    private const string InputSet = "InputObject";

    /// <summary>
    /// The users: names, identifiers of 32 hexadecimal digits, or objects that identify a user. If an object has an identifier,
    /// that is used rather than its name.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PasswordSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = GenerateSet)]
    [Alias("Username", "Name", "Id", "UserId")]
    [AllowEmptyCollection]
    [UserIdentity(LeavesRequests = true)]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[] Identity { get; set; } = [];

    /// <summary>The identifier of a reset request: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RequestSet)]
    [SecretTransformation]
    public SecureString? RequestId { get; set; }

    /// <summary>The new password: a SecureString, a string or a number. If it is missing, an interactive session prompts for it.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = RequestSet)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PasswordSet)]
    [Parameter(Position = 1, ParameterSetName = InputSet)]
    [SecretTransformation]
    public SecureString? Password { get; set; }

    /// <summary>
    /// Pipeline input: reset requests, names, objects that identify a user, or rows with a RequestId or a user and optionally a
    /// Password.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [AllowNull]
    [ResetInput]
    public PSObject? InputObject { get; set; }

    /// <summary>Generates a random password of at least 128 bits, which is available only on the returned object.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GenerateSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter GeneratePassword { get; set; }

    /// <summary>Returns the generated password as a string instead of a SecureString.</summary>
    [Parameter(ParameterSetName = GenerateSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Sets the password for a request, or for each user.</summary>
    private protected override void Process()
    {
        var input = InputObject?.BaseObject as ResetInput;
        SecureString? password = Password ?? input?.Password;
        if (input is not null && password is null && !GeneratePassword)
            ThrowTerminatingError(ErrorRecords.Create(new InvalidInputException("The input has no password. Give -Password or -GeneratePassword, or add a Password column.")));
        else if (input?.IsRequest ?? ParameterSetName == RequestSet)
            UseRequest(input?.RequestId ?? RequestId, password, input?.Username);
        else
        {
            foreach (string identity in Told(input?.Identities ?? Identity))
                SetFor(identity, password);
        }
    }

    private void SetFor(string identity, SecureString? password)
    {
        if (UserPasswords.IsRequestId(identity))
            UseRequest(Secret.Protect(identity), password, username: null);
        else if (TryRun(() => Service.Accounts.Get(identity, StopToken), out FlowservUser? user, identity) && ShouldProcess(user.Username, "Set password"))
            RunAndWrite(() => SetFor(user, password), user.Username);
    }

    private FlowservUser SetFor(FlowservUser user, SecureString? password) => GeneratePassword
        ? SecretOutput.Of(Service.Passwords.SetGenerated(user.Id, StopToken), AsPlainText)
        : Secret.Use(password, characters => Service.Passwords.Set(user.Id, characters, StopToken));

    private void UseRequest(SecureString? request, SecureString? password, string? username)
    {
        if (GeneratePassword)
            ThrowTerminatingError(ErrorRecords.Create(new InvalidInputException("A reset request needs the password that the user has chosen. Give -Password.")));
        if (ShouldProcess(username ?? "the user of the request", "Reset password"))
            RunAndWrite(() => Secret.Use(request, password, (requestId, characters) => Service.Passwords.Reset(requestId, characters, StopToken)), username);
    }
}
