using System.Diagnostics;
using System.Management.Automation;
using System.Security;
using FlowservUsers.Completion;
using FlowservUsers.Registration;
using FlowservUsers.Secrets;
using FlowservUsers.Users;

namespace FlowservUsers.Commands;

/// <summary>Registers users.</summary>
/// <remarks>
/// <para>Register-FlowservUser creates users with a name and a password. The first registration creates the database. Names that differ only in case count as the same; blanks around a name are removed, a password is taken as it is.</para>
/// <para>A password that is not given is asked for, masked, and once: to make sure of it, log in with it.</para>
/// <para>Names, credentials and rows can be piped. A row is an object of Import-Csv, ConvertFrom-Json or Import-Excel, or a hashtable, with Username or Name, and where it has them Password, PasswordHash and Status (Pending, Active or Disabled); other columns are not looked at. A row that cannot be registered is an error that gives its number, counted from 1, and its name; the exception's Row is the number. The next row goes on. Nothing else of a row is in the error. Input without names, or without passwords, stops the command at once.</para>
/// <para>Users of other systems keep the passwords that they have, where there are hashes of them: -PasswordHash, or the column PasswordHash. Supported: bcrypt ($2a$, $2b$, $2y$, as htpasswd writes it, and after {bcrypt} of Spring or bcrypt$ of Django) with a work factor of 4 to 15; PBKDF2 with SHA-256 or SHA-512 and up to 2,000,000 rounds as passlib and Django write it; ASP.NET Core Identity, versions 2 and 3. The first login replaces the hash by one of the module's own. The rules for new passwords do not apply to them.</para>
/// <para>A row in, a user out: each user is stored and written before the next row is read, so that commands after it, and -PipelineVariable, see the row that belongs to the user. With -Parallel, passwords are hashed on all processor cores instead: the command reads up to a hundred rows ahead, users are stored in batches and written in the order in which they came, and -PipelineVariable is of no use.</para>
/// <para>With -WhatIf every row is judged as the registration would judge it, with an error for each one that would be refused, and nothing is stored.</para>
/// <para>A user that is written to the pipeline is safely stored. When the command is stopped, by Ctrl+C or by a command after it, what was written is stored; with -Parallel, at most the rest of one batch beside it.</para>
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
/// <example>
/// Look for the faults of a file first; the errors name the rows.
/// <code>Import-Csv new.csv | Register-FlowservUser -WhatIf</code>
/// </example>
/// <example>
/// Make a password for each row of a file, and keep it beside the mail address of the row.
/// <code>Import-Csv people.csv -PipelineVariable row | Register-FlowservUser -GeneratePassword -AsPlainText |
///     ForEach-Object { [pscustomobject]@{ Mail = $row.Mail; Username = $_.Username; Password = $_.Password } } |
///     Export-Csv letters.csv</code>
/// </example>
/// <example>
/// Register from columns that have other names.
/// <code>Import-Csv staff.csv | Register-FlowservUser -Username { $_.Login } -Password { $_.Initial }</code>
/// </example>
/// <example>
/// Take over the users of a file of htpasswd -B with their passwords.
/// <code>Get-Content ./htpasswd | ConvertFrom-Csv -Delimiter ':' -Header Username, PasswordHash | Register-FlowservUser</code>
/// </example>
/// <exception cref="DuplicateUserException">The name is taken; names are case-insensitive.</exception>
/// <exception cref="InvalidUsernameException">The name is empty, over 512 characters long, or has control characters.</exception>
/// <exception cref="PasswordRejectedException">The password is against the policy; the exception's Reasons say how.</exception>
/// <exception cref="InvalidPasswordHashException">The hash is of no supported format, damaged, or too costly. The message never repeats it.</exception>
/// <exception cref="InvalidInputException">A row has no name or no password, or something in it that cannot be understood.</exception>
/// <seealso cref="EnableFlowservUserCommand"/>
/// <seealso cref="ConnectFlowservUserCommand"/>
[Cmdlet(VerbsLifecycle.Register, "FlowservUser", DefaultParameterSetName = PasswordSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FlowservUser))]
[OutputType(typeof(FlowservUserWithPassword), ParameterSetName = [GenerateSet, InputSet])]
public sealed class RegisterFlowservUserCommand : DatabaseCommand
{
    private const string PasswordSet = "Password";
    private const string HashSet = "PasswordHash";
    private const string CredentialSet = "Credential";
    private const string GenerateSet = "GeneratePassword";
    private const string InputSet = "InputObject";

    private readonly ProgressMeter _progress = new("Registering users", "done");
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private RegistrationPreview? _preview;
    private ParallelRegistration? _parallel;
    private long _row;
    private long _written;

    /// <summary>The names of the users, of 1 to 512 characters each. For rows whose column has another name: a script block such as { $_.Login }.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PasswordSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = HashSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = GenerateSet)]
    [Parameter(Position = 0, ParameterSetName = InputSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string?[]? Username { get; set; }

    /// <summary>The password: a SecureString, a string or a number. It is asked for where it is missing and somebody can answer.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PasswordSet)]
    [Parameter(Position = 1, ParameterSetName = InputSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [SecretTransformation(IgnoresOthers = true)]
    public SecureString? Password { get; set; }

    /// <summary>
    /// The hash that another system has of the password, in place of the password: a SecureString or a string. For rows whose
    /// column has another name: a script block such as { $_.Secret }.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = HashSet)]
    [Parameter(ParameterSetName = InputSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [SecretTransformation(IgnoresOthers = true)]
    public SecureString? PasswordHash { get; set; }

    /// <summary>The name and the password as a credential.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = InputSet, DontShow = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>What is piped: names, credentials, or rows with Username or Name and, where they have them, Password, PasswordHash and Status.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [AllowNull]
    [RegistrationRow]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// Makes a random password of at least 128 bits for each user, whatever password a row has. The returned object has it,
    /// this once.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = GenerateSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter GeneratePassword { get; set; }

    /// <summary>Gives the generated password as a string in place of a SecureString.</summary>
    [Parameter(ParameterSetName = GenerateSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Registers the users as pending: they cannot log in before Enable-FlowservUser. Who is Disabled by the Status of a row stays so.</summary>
    [Parameter]
    public SwitchParameter RequireActivation { get; set; }

    /// <summary>Passes over users whose name is taken: they are no error, and nothing is written for them.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Hashes passwords on all processor cores, and reads up to a hundred rows ahead for it.</summary>
    [Parameter]
    public SwitchParameter Parallel { get; set; }

    /// <summary>
    /// With -Parallel, how many passwords are hashed at the same time: 1 to 1,024. Without it, as many as the machine has
    /// processor cores.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    [PSDefaultValue(Help = "The number of processor cores")]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    private protected override bool CreatesDatabase => true;

    /// <summary>Refuses what does not go together before anything is done.</summary>
    protected override void BeginProcessing()
    {
        // A script block is no name yet.
        if (MyInvocation.ExpectingInput && (Username is not null || Credential is not null))
            Refuse(new InvalidInputException("The users come through the pipeline, so that -Username and -Credential cannot name others. Use one or the other."));
        if (!Parallel && MyInvocation.BoundParameters.ContainsKey(nameof(ThrottleLimit)))
            Refuse(new InvalidInputException("-ThrottleLimit says how many passwords -Parallel hashes at the same time. Add -Parallel."));
    }

    /// <summary>Registers the users that are named, or the one of a row.</summary>
    protected override void ProcessRecord()
    {
        if (InputObject?.BaseObject is RegistrationRow row)
            ProcessRow(row);
        else if (Credential is not null)
            Process(Named(Credential.UserName, Credential.Password, null));
        else
        {
            foreach (string? username in Username ?? [null])
                Process(Named(username, Password, PasswordHash));
        }
    }

    /// <summary>Waits for the users that are still being hashed.</summary>
    protected override void EndProcessing()
    {
        if (_parallel is not null)
            Write(_parallel.Finish(), isLast: true);
        if (_progress.End() is { } end)
            WriteProgress(end);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _parallel?.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsEmpty(SecureString? secret) => Secret.Use(secret, characters => characters.IsEmpty);

    private void ProcessRow(RegistrationRow row)
    {
        _row++;
        bool isFirst = _row == 1;
        string?[]? names = Username ?? (row.HasUsername ? [row.Username] : null);
        SecureString? password = Password ?? row.Password;
        SecureString? hash = PasswordHash ?? row.PasswordHash;
        if (!TryRun(() => (IsEmpty(password), IsEmpty(hash)), out (bool Password, bool Hash) empty, names?.FirstOrDefault()))
            return;
        if (hash is not null && empty.Hash && (password is not null || row.HasPassword))
            hash = null;
        if (names is null)
            Refuse(new InvalidInputException("The input has neither a Username nor a Name. Look at the names of its columns, and at the -Delimiter of Import-Csv."), isFirst);
        else if (Problem(row) is { } problem)
            Refuse(new InvalidInputException(names.FirstOrDefault() ?? "", problem), isTerminating: false);
        else if (!GeneratePassword && !empty.Password && hash is not null)
            Refuse(new InvalidInputException(names.FirstOrDefault() ?? "", "it has a password and a hash of one. Leave one of them empty"), isTerminating: false);
        else if (!GeneratePassword && Password is null && hash is null && !row.HasPassword)
            Refuse(new InvalidInputException(names.FirstOrDefault() ?? "", "the input has no password. Add a column Password or PasswordHash, or give -GeneratePassword"), isFirst);
        else
        {
            foreach (string? name in names)
                Process(Named(name, password, hash, row.Status));
        }
    }

    private string? Problem(RegistrationRow row)
    {
        if (!row.IsStatusKnown)
            return "its Status is none of Pending, Active and Disabled";
        return !GeneratePassword && Password is null && PasswordHash is null && !row.IsPasswordReadable
            ? "its password is neither a text nor a number. Put it in quotes where it was written"
            : null;
    }

    private Registrant Named(string? username, SecureString? password, SecureString? hash, UserStatus? status = null) => new(
        username ?? "",
        GeneratePassword ? null : password ?? new SecureString(),
        GeneratePassword ? null : hash,
        RequireActivation && status is not UserStatus.Disabled ? UserStatus.Pending : status ?? UserStatus.Active,
        Row);

    private long? Row => _row > 0 ? _row : null;

    private void Process(Registrant registrant)
    {
        string name = registrant.Username;
        if (!TryRegister(registrant, () => Judge(registrant)))
            return;
        if (!ShouldProcess(name, "Register user"))
        {
            if (IsWhatIf)
                _preview!.Assume(name);
            return;
        }

        FlowservUser? user = null;
        if (Parallel)
        {
            if (TryRun(() => (_parallel ??= new ParallelRegistration(Service.Accounts, ThrottleLimit, StopToken)).Add(registrant), name))
                Write(_parallel!.Take(), isLast: false);
        }
        else if (TryRegister(registrant, () => user = registrant.Register(Service.Accounts, StopToken)))
            Write(user!, isLast: false);
    }

    private void Judge(Registrant registrant)
    {
        _preview ??= UserAccounts.Preview(FindService()?.Accounts, StopToken);
        registrant.Check(_preview);
    }

    // False also for a user who is there already, where that is no error.
    private bool TryRegister(Registrant registrant, Action operation)
    {
        bool isDone = false;
        TryRun(
            () =>
            {
                try
                {
                    operation();
                    isDone = true;
                }
                catch (DuplicateUserException) when (SkipExisting)
                {
                }
                catch (FlowservException exception)
                {
                    exception.Row = registrant.Row;
                    throw;
                }
            },
            registrant.Username);
        return isDone;
    }

    private void Write(IEnumerable<(Registrant Registrant, BulkRegistrationResult Result)> results, bool isLast)
    {
        using IEnumerator<(Registrant, BulkRegistrationResult)> enumerator = results.GetEnumerator();
        while (TryRun(enumerator.MoveNext, out bool hasNext) && hasNext)
        {
            (Registrant registrant, BulkRegistrationResult result) = enumerator.Current;
            FlowservUser? user = null;
            if (TryRegister(registrant, () => user = result.GetUser()))
                Write(user!, isLast);
        }
    }

    private void Write(FlowservUser user, bool isLast)
    {
        WriteObject(user is FlowservUserWithPassword generated ? SecretOutput.Of(generated, AsPlainText) : user);
        _written++;
        long? total = isLast ? _written + _parallel!.Pending : null;
        if (_progress.Report(_parallel?.Elapsed ?? _elapsed.Elapsed, _written, total) is { } report)
            WriteProgress(report);
    }

    private void Refuse(InvalidInputException exception, bool isTerminating = true)
    {
        exception.Row = Row;
        ErrorRecord error = ErrorRecords.Create(exception);
        if (isTerminating)
            ThrowTerminatingError(error);
        WriteError(error);
    }
}
