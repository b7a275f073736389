using System.Management.Automation;
using System.Security;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Databases;
using FlowservUsers.Registration;
using FlowservUsers.Secrets;
using FlowservUsers.Sessions;

namespace FlowservUsers.Commands;

/// <summary>Logs a user in and returns the session with its API key.</summary>
/// <remarks>
/// <para>Connect-FlowservUser checks a name and password and opens a session, or resumes the session of an API key. The session becomes the current session of this runspace and database, which the other cmdlets use when no key is given.</para>
/// <para>The API key is available only on the returned object and cannot be retrieved later. It is a SecureString; with -AsPlainText it is a string.</para>
/// <para>After a failed login, also one whose parameters PowerShell rejects, nobody is logged in here, not even a user who was logged in before. The same is true of a runspace that was reset, as PowerShell does between two items of ForEach-Object -Parallel. Your own runspace pool is not reset automatically: call ResetRunspaceState between two clients, or use -NoCurrent and -ApiKey.</para>
/// <para>Every login creates a new key; earlier keys stay valid until their sessions end.</para>
/// <para>A failed login does not say why: an unknown name, a wrong password, and a user who is pending, disabled or locked look the same. From the 5th consecutive failure (the policy's LockoutThreshold), the user has to wait before the next attempt: one second at first, at most 15 minutes. Administrators can see the reason with Get-FlowservAuditEvent and end the wait with Unlock-FlowservUser.</para>
/// </remarks>
/// <example>
/// Log in, and prompt for the password.
/// <code>Connect-FlowservUser alice</code>
/// </example>
/// <example>
/// Log in with a password from a variable, and keep the key for another program.
/// <code>$session = Connect-FlowservUser alice -Password $password -Label nightly -AsPlainText
/// $env:FLOWSERV_ACCESS_TOKEN = $session.ApiKey</code>
/// </example>
/// <exception cref="InvalidCredentialsException">The name is unknown, the password is wrong, or the user is not active or is locked; the error does not say which.</exception>
/// <exception cref="UnauthenticatedAccessException">The API key is not valid.</exception>
/// <exception cref="InvalidPolicyException">The lifetime is out of range.</exception>
/// <seealso cref="DisconnectFlowservUserCommand"/>
/// <seealso cref="GetFlowservCurrentUserCommand"/>
[Cmdlet(VerbsCommunications.Connect, "FlowservUser", DefaultParameterSetName = PasswordSet)]
[OutputType(typeof(FlowservSession))]
public sealed class ConnectFlowservUserCommand : DatabaseCommand
{
    private const string CredentialSet = "Credential";
    private const string PasswordSet = "Password";
    private const string ApiKeySet = "ApiKey";
    private const string InputSet = "InputObject";

    private bool _hasBegun;

    /// <summary>The name of the user, case-insensitive. Credentials can also be piped in.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PasswordSet)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string Username { get; set; } = "";

    /// <summary>The password: a SecureString, a string or a number. If it is missing, an interactive session prompts for it.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PasswordSet)]
    [Parameter(ParameterSetName = InputSet)]
    [SecretTransformation]
    public SecureString? Password { get; set; }

    /// <summary>The name and password as a credential.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CredentialSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Pipeline input: credentials, rows with a Username or Name and a Password, or names together with -Password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [RegistrationRow]
    public PSObject? InputObject { get; set; }

    /// <summary>The API key of a session to resume: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet)]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>
    /// The lifetime of the session: 1 second to 365 days, for example 90d for 90 days. By default, the policy's SessionLifetime
    /// is used; it is a default, not a limit.
    /// </summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = PasswordSet)]
    [Parameter(ParameterSetName = InputSet)]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    [PSDefaultValue(Help = "The policy's SessionLifetime")]
    public TimeSpan Lifetime { get; set; }

    /// <summary>A description of what the session is for, up to 200 characters. Get-FlowservSession shows it.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = PasswordSet)]
    public string? Label { get; set; }

    /// <summary>Does not change the current session of this runspace.</summary>
    [Parameter]
    public SwitchParameter NoCurrent { get; set; }

    /// <summary>Returns the API key as a string instead of a SecureString.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Notes that the parameters were accepted.</summary>
    private protected override void Begin() => _hasBegun = true;

    /// <summary>Opens or resumes a session.</summary>
    private protected override void Process()
    {
        string? username = ParameterSetName switch
        {
            ApiKeySet => null,
            CredentialSet => Credential?.UserName ?? "",
            InputSet => ((RegistrationRow)InputObject!.BaseObject).Username ?? "",
            _ => Username,
        };
        // A script that continues after a failed login must not act as the user who was logged in before.
        if (!NoCurrent && TryRun(() => Chosen, out ChosenDatabase? chosen))
            RunspaceState.Current.SetCurrentKey(chosen.Location, key: null);
        if (!TryRun(() => Connect(username), out FlowservSession? session, username))
            return;

        if (!NoCurrent)
            RunspaceState.Current.SetCurrentKey(Chosen.Location, (SecureString)session.ApiKey!);

        // Shown as a list, because a table has no room for the key.
        PSObject shown = PSObject.AsPSObject(SecretOutput.Of(session, AsPlainText));
        shown.TypeNames.Insert(0, $"{typeof(FlowservSession).FullName}#ApiKey");
        WriteObject(shown);
    }

    /// <summary>Ends the cmdlet. If the engine refused its parameters, that is a failed login as well.</summary>
    /// <param name="disposing">True if it is called by <see cref="FlowservCommand.Dispose()"/>.</param>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_hasBegun && !NoCurrent && !StopToken.IsCancellationRequested)
            ForgetCurrent();
        _hasBegun = true;
        base.Dispose(disposing);
    }

    private void ForgetCurrent()
    {
        try
        {
            RunspaceState.Current.SetCurrentKey(Chosen.Location, key: null);
        }
        catch (DatabaseException)
        {
            // The parameter names no database, so nobody can be logged in to it.
        }
    }

    private FlowservSession Connect(string? username)
    {
        if (username is null)
            return Secret.Use(ApiKey, key => Service.Sessions.Resume(key, StopToken));

        var options = new SessionOptions
        {
            Lifetime = MyInvocation.BoundParameters.ContainsKey(nameof(Lifetime)) ? Lifetime : null,
            Label = Label,
        };
        return Secret.Use(
            Credential?.Password ?? PasswordOfInput() ?? Password,
            password => Service.Sessions.Login(username, password, options, StopToken));
    }

    private SecureString? PasswordOfInput()
    {
        if (InputObject?.BaseObject is not RegistrationRow row)
            return null;
        if (!row.HasUsername)
            throw new InvalidInputException("The input has no Username or Name. Check its column names and the -Delimiter of Import-Csv.");
        if (Password is not null)
            return Password;
        return row.HasPassword && row.IsPasswordReadable
            ? row.Password
            : throw new InvalidInputException("The input has no readable password. Add a Password column, or give -Password.");
    }
}
