using System.Management.Automation;
using System.Security;
using FlowservUsers.Completion;
using FlowservUsers.Secrets;
using FlowservUsers.Users;

namespace FlowservUsers.Commands;

/// <summary>Registers users.</summary>
/// <remarks>
/// <para>Register-FlowservUser creates users with a name and a password. The first registration creates the database. Names that differ only in case count as the same; blanks around a name are removed, a password is taken as it is.</para>
/// <para>A password that is not given is asked for, masked, and once: to make sure of it, log in with it.</para>
/// <para>Users that come through the pipeline are hashed on all processor cores, stored in batches of up to 64, and written in the order in which they came. A row that cannot be registered is an error of its own, and the next one goes on. A user who comes a second or more after the one before is registered at once; otherwise the last ones are registered when the input ends.</para>
/// <para>A user that is written to the pipeline is safely stored. When the command is stopped, by Ctrl+C or by a command after it, what was written is stored, and at most the rest of one batch beside it.</para>
/// </remarks>
/// <example>
/// Register a user; the password is asked for.
/// <code>Register-FlowservUser alice</code>
/// </example>
/// <example>
/// Let the module make a password, and show it once.
/// <code>Register-FlowservUser bob -GeneratePassword -AsPlainText | Format-List Username, Password</code>
/// </example>
/// <example>
/// Register everybody in a file with the columns Username and Password.
/// <code>Import-Csv new.csv | Register-FlowservUser | Export-Csv done.csv</code>
/// </example>
/// <exception cref="DuplicateUserException">The name is taken, in whatever case.</exception>
/// <exception cref="InvalidUsernameException">The name is empty, over 512 characters long, or has control characters.</exception>
/// <exception cref="PasswordRejectedException">The password is against the policy; the exception's Reasons say how.</exception>
/// <seealso cref="EnableFlowservUserCommand"/>
/// <seealso cref="ConnectFlowservUserCommand"/>
[Cmdlet(VerbsLifecycle.Register, "FlowservUser", DefaultParameterSetName = PasswordSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FlowservUser))]
[OutputType(typeof(FlowservUserWithPassword), ParameterSetName = [GenerateSet])]
public sealed class RegisterFlowservUserCommand : DatabaseCommand
{
    private const string PasswordSet = "Password";
    private const string CredentialSet = "Credential";
    private const string GenerateSet = "GeneratePassword";

    private readonly ProgressMeter _progress = new("Registering users", "done");
    private BulkRegistration? _bulk;
    private long _written;

    /// <summary>The name of the user: 1 to 512 characters.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PasswordSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = GenerateSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    public string? Username { get; set; }

    /// <summary>The password: a SecureString or a string. It is asked for where it is missing and somebody can answer.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PasswordSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [SecretTransformation]
    public SecureString? Password { get; set; }

    /// <summary>The name and the password as a credential. Credentials can be piped as well.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Makes a random password of at least 128 bits, which the returned object shows this once.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GenerateSet)]
    public SwitchParameter GeneratePassword { get; set; }

    /// <summary>Gives the generated password as a string in place of a SecureString.</summary>
    [Parameter(ParameterSetName = GenerateSet)]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Registers the users as pending: they cannot log in before Enable-FlowservUser.</summary>
    [Parameter]
    public SwitchParameter RequireActivation { get; set; }

    /// <summary>
    /// How many passwords are hashed at the same time where users come through the pipeline: 1 to 1,024. Without it, as
    /// many as the machine has processor cores.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    private protected override bool CreatesDatabase => true;

    /// <summary>Registers one user, or passes it on to the threads that hash.</summary>
    protected override void ProcessRecord()
    {
        string username = Credential?.UserName ?? Username ?? "";
        if (!ShouldProcess(username, "Register user"))
            return;

        if (!MyInvocation.ExpectingInput)
            RunAndWrite(() => Register(username), username);
        else if (TryRun(() => Add(username), out BulkRegistration? bulk, username))
            Write(bulk.Take(), isLast: false);
    }

    /// <summary>Waits for the users that are still being hashed.</summary>
    protected override void EndProcessing()
    {
        if (_bulk is null)
            return;

        Write(_bulk.Finish(), isLast: true);
        if (_progress.End() is { } end)
            WriteProgress(end);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _bulk?.Dispose();
        base.Dispose(disposing);
    }

    private FlowservUser Register(string username)
    {
        if (GeneratePassword)
            return SecretOutput.Of(Service.Accounts.RegisterWithGeneratedPassword(username, RequireActivation, StopToken), AsPlainText);
        return Secret.Use(
            Credential?.Password ?? Password,
            password => Service.Accounts.Register(username, password, RequireActivation, StopToken));
    }

    private BulkRegistration Add(string username)
    {
        _bulk ??= Service.Accounts.RegisterMany(RequireActivation, ThrottleLimit, StopToken);
        if (GeneratePassword)
            _bulk.AddWithGeneratedPassword(username);
        else
            Secret.Use(Credential?.Password ?? Password, password => Add(_bulk, username, password));
        return _bulk;
    }

    private static bool Add(BulkRegistration bulk, string username, ReadOnlySpan<char> password)
    {
        bulk.Add(username, password);
        return true;
    }

    private void Write(IEnumerable<BulkRegistrationResult> results, bool isLast)
    {
        using IEnumerator<BulkRegistrationResult> enumerator = results.GetEnumerator();
        while (TryRun(enumerator.MoveNext, out bool hasNext) && hasNext)
        {
            BulkRegistrationResult result = enumerator.Current;
            RunAndWrite(() => Shown(result.GetUser()), result.Username);
            _written++;
            ReportProgress(isLast);
        }
        ReportProgress(isLast);
    }

    private FlowservUser Shown(FlowservUser user) => user is FlowservUserWithPassword generated ? SecretOutput.Of(generated, AsPlainText) : user;

    private void ReportProgress(bool isLast)
    {
        long? total = isLast ? _written + _bulk!.Pending : null;
        if (_progress.Report(_bulk!.Elapsed, _written, total) is { } report)
            WriteProgress(report);
    }
}
