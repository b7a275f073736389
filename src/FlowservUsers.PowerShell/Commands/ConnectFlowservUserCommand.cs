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
/// <para>Connect-FlowservUser checks a name and a password and opens a session, or takes up the session of an API key. The session becomes the current one of this runspace and database, which the other cmdlets use where no key is given.</para>
/// <para>The API key is on the returned object only and cannot be had again. It is a SecureString; -AsPlainText makes it a string.</para>
/// <para>After a login that fails nobody is logged in here, not even whoever was before. Nobody is logged in either in a runspace that was reset, as PowerShell does between two items of ForEach-Object -Parallel. A pool of runspaces of your own is not reset by itself: call ResetRunspaceState between two clients, or use -NoCurrent and -ApiKey.</para>
/// <para>Every login gives a new key; earlier ones stay valid until they end.</para>
/// <para>A login that fails does not say why: a name that nobody has, a wrong password, a user who is pending, disabled or locked look the same. From the 5th failure in a row (the policy's LockoutThreshold) one has to wait before the next try, at first a second, at most 15 minutes; an administrator sees the reason with Get-FlowservAuditEvent, and Unlock-FlowservUser ends the wait.</para>
/// </remarks>
/// <example>
/// Log in; the password is asked for.
/// <code>Connect-FlowservUser alice</code>
/// </example>
/// <example>
/// Log in with a password that a variable holds, and keep the key for another program.
/// <code>$session = Connect-FlowservUser alice -Password $password -Label nightly -AsPlainText
/// $env:FLOWSERV_ACCESS_TOKEN = $session.ApiKey</code>
/// </example>
/// <exception cref="InvalidCredentialsException">The name is unknown, the password wrong, or the user not active or locked; the error does not say which.</exception>
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

    /// <summary>The name of the user, case-insensitive. Credentials can be piped as well.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PasswordSet)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string Username { get; set; } = "";

    /// <summary>The password: a SecureString, a string or a number. It is asked for where it is missing and somebody can answer.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PasswordSet)]
    [Parameter(ParameterSetName = InputSet)]
    [SecretTransformation]
    public SecureString? Password { get; set; }

    /// <summary>The name and the password as a credential.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CredentialSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>What is piped: credentials, rows with Username or Name and Password, or names, with -Password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [RegistrationRow]
    public PSObject? InputObject { get; set; }

    /// <summary>The API key of a session that is to be taken up: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ApiKeySet)]
    [SecretTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>
    /// How long the session lasts: 1 second to 365 days, as 90d for 90 days. Without it the policy says how long; the
    /// policy is a default and no limit.
    /// </summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = PasswordSet)]
    [Parameter(ParameterSetName = InputSet)]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    [PSDefaultValue(Help = "SessionLifetime of the policy")]
    public TimeSpan Lifetime { get; set; }

    /// <summary>What the session is for, up to 200 characters; Get-FlowservSession shows it.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = PasswordSet)]
    public string? Label { get; set; }

    /// <summary>Leaves the current session of this runspace as it is.</summary>
    [Parameter]
    public SwitchParameter NoCurrent { get; set; }

    /// <summary>Gives the API key as a string in place of a SecureString.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Opens or takes up a session.</summary>
    protected override void ProcessRecord()
    {
        string? username = ParameterSetName switch
        {
            ApiKeySet => null,
            CredentialSet => Credential?.UserName ?? "",
            InputSet => ((RegistrationRow)InputObject!.BaseObject).Username ?? "",
            _ => Username,
        };
        // A script that goes on after a login that failed must not act as whoever was logged in before.
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
            throw new InvalidInputException("The input has neither a Username nor a Name. Look at the names of its columns, and at the -Delimiter of Import-Csv.");
        if (Password is not null)
            return Password;
        return row.HasPassword && row.IsPasswordReadable
            ? row.Password
            : throw new InvalidInputException("The input has no password that can be read. Add a column Password, or give -Password.");
    }
}
