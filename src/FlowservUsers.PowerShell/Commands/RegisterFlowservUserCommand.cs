using System.Diagnostics;
using System.Management.Automation;
using System.Security;
using FlowservUsers.Completion;
using FlowservUsers.Registration;
using FlowservUsers.Secrets;
using FlowservUsers.Users;

namespace FlowservUsers.Commands;

/// <summary>Registers one or more users.</summary>
/// <remarks>
/// <para>Register-FlowservUser creates users with a name and a password. The first registration creates the database. Names are case-insensitive, and white space around a name is removed; a password is used exactly as given.</para>
/// <para>If no password is given, the cmdlet prompts for it once, masked. To verify it, log in with it.</para>
/// <para>You can pipe in names, credentials and rows. A row is an object from Import-Csv, ConvertFrom-Json or Import-Excel, or a hashtable, with a Username or Name and optionally a Password, a PasswordHash and a Status (Pending, Active or Disabled); other columns are ignored. If a row cannot be registered, the error gives its number, counted from 1, and its name, and nothing else from the row; the exception's Row property is the number. The command then continues with the next row. Input without names, or without passwords, stops the command at once.</para>
/// <para>Users from other systems can keep their passwords if you have the hashes: use -PasswordHash, or a PasswordHash column. Supported: bcrypt ($2a$, $2b$, $2y$, as written by htpasswd, by Spring after {bcrypt}, and by Django after bcrypt$) with a work factor of 4 to 15; PBKDF2 with SHA-256 or SHA-512 and up to 2,000,000 rounds, as written by passlib and Django; ASP.NET Core Identity, versions 2 and 3. The first login replaces the hash with one in the module's own format. The rules for new passwords do not apply to these users.</para>
/// <para>By default, each user is stored and written before the next row is read, so that later commands in the pipeline, and -PipelineVariable, see the row that belongs to the user. With -Parallel, passwords are hashed on all processor cores: the command reads up to a hundred rows ahead, and users are stored in batches and written in input order, so -PipelineVariable cannot be used to match them.</para>
/// <para>With -WhatIf, every row is checked as a registration would check it, with an error for each one that would be refused, and nothing is stored.</para>
/// <para>A user that is written to the pipeline has been stored durably. If the command is stopped, by Ctrl+C or by a later command, every user that was written has been stored; with -Parallel, at most the rest of one batch has been stored as well.</para>
/// </remarks>
/// <example>
/// Register a user, and prompt for the password.
/// <code>Register-FlowservUser alice</code>
/// </example>
/// <example>
/// Generate a password, and show it once.
/// <code>Register-FlowservUser bob -GeneratePassword -AsPlainText | Format-List Username, Password</code>
/// </example>
/// <example>
/// Register every user in a file with the columns Username and Password.
/// <code>Import-Csv new.csv | Register-FlowservUser | Export-Csv done.csv</code>
/// </example>
/// <example>
/// Check a file for errors first; the errors name the rows.
/// <code>Import-Csv new.csv | Register-FlowservUser -WhatIf</code>
/// </example>
/// <example>
/// Generate a password for each row of a file, and keep it with the mail address of the row.
/// <code>Import-Csv people.csv -PipelineVariable row | Register-FlowservUser -GeneratePassword -AsPlainText |
///     Select-Object @{ n = 'Mail'; e = { $row.Mail } }, Username, Password |
///     Export-Csv letters.csv</code>
/// </example>
/// <example>
/// Register users from columns with other names.
/// <code>Import-Csv staff.csv | Register-FlowservUser -Username { $_.Login } -Password { $_.Initial }</code>
/// </example>
/// <example>
/// Import the users of an htpasswd -B file with their passwords.
/// <code>Get-Content ./htpasswd | ConvertFrom-Csv -Delimiter ':' -Header Username, PasswordHash | Register-FlowservUser</code>
/// </example>
/// <exception cref="DuplicateUserException">The name is taken; names are case-insensitive.</exception>
/// <exception cref="InvalidUsernameException">The name is empty, has more than 512 characters, or contains control characters.</exception>
/// <exception cref="PasswordRejectedException">The password violates the policy; the exception's Reasons say how.</exception>
/// <exception cref="InvalidPasswordHashException">The hash is damaged, too costly, or not in a supported format. The message never repeats it.</exception>
/// <exception cref="InvalidInputException">A row has no name or no password, or contains a value that cannot be understood.</exception>
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

    /// <summary>The names of the users, 1 to 512 characters each. For rows with another column name, use a script block such as { $_.Login }.</summary>
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

    /// <summary>The password: a SecureString, a string or a number. If it is missing, an interactive session prompts for it.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PasswordSet)]
    [Parameter(Position = 1, ParameterSetName = InputSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [SecretTransformation(IgnoresOthers = true)]
    public SecureString? Password { get; set; }

    /// <summary>
    /// The hash of the password from another system, instead of the password: a SecureString or a string. For rows with another
    /// column name, use a script block such as { $_.Secret }.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = HashSet)]
    [Parameter(ParameterSetName = InputSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [SecretTransformation(IgnoresOthers = true)]
    public SecureString? PasswordHash { get; set; }

    /// <summary>The name and password as a credential.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = InputSet, DontShow = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Pipeline input: names, credentials, or rows with a Username or Name and optionally a Password, PasswordHash and Status.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [AllowNull]
    [RegistrationRow]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// Generates a random password of at least 128 bits for each user, ignoring any password in the input. The password is
    /// available only on the returned object.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = GenerateSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter GeneratePassword { get; set; }

    /// <summary>Returns the generated password as a string instead of a SecureString.</summary>
    [Parameter(ParameterSetName = GenerateSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Registers the users as pending, so that they cannot log in before Enable-FlowservUser. A row whose Status is Disabled stays disabled.</summary>
    [Parameter]
    public SwitchParameter RequireActivation { get; set; }

    /// <summary>Skips users whose name is taken, without an error or output.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Hashes passwords on all processor cores, reading up to a hundred rows ahead.</summary>
    [Parameter]
    public SwitchParameter Parallel { get; set; }

    /// <summary>
    /// With -Parallel, the number of passwords hashed at the same time: 1 to 1,024. The default is the number of processor
    /// cores.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    [PSDefaultValue(Help = "The number of processor cores")]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    private protected override bool CreatesDatabase => true;

    /// <summary>Rejects parameters that cannot be combined, before anything is done.</summary>
    private protected override void Begin()
    {
        // A script block is not a name yet.
        if (MyInvocation.ExpectingInput && (Username is not null || Credential is not null))
            Refuse(new InvalidInputException("The users come from the pipeline, so -Username and -Credential cannot name others. Use one or the other."));
        if (!Parallel && MyInvocation.BoundParameters.ContainsKey(nameof(ThrottleLimit)))
            Refuse(new InvalidInputException("-ThrottleLimit limits how many passwords -Parallel hashes at the same time. Add -Parallel."));
    }

    /// <summary>Registers the named users, or the user of a row.</summary>
    private protected override void Process()
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
    private protected override void End()
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
            Refuse(new InvalidInputException("The input has no Username or Name. Check its column names and the -Delimiter of Import-Csv."), isFirst);
        else if (Problem(row) is { } problem)
            Refuse(new InvalidInputException(names.FirstOrDefault() ?? "", problem), isTerminating: false);
        else if (!GeneratePassword && !empty.Password && hash is not null)
            Refuse(new InvalidInputException(names.FirstOrDefault() ?? "", "it has both a password and a password hash. Leave one of them empty"), isTerminating: false);
        else if (!GeneratePassword && Password is null && hash is null && !row.HasPassword)
            Refuse(new InvalidInputException(names.FirstOrDefault() ?? "", "the input has no password. Add a Password or PasswordHash column, or give -GeneratePassword"), isFirst);
        else
        {
            foreach (string? name in names)
                Process(Named(name, password, hash, row.Status));
        }
    }

    private string? Problem(RegistrationRow row)
    {
        if (!row.IsStatusKnown)
            return "its Status is not Pending, Active or Disabled";
        return !GeneratePassword && Password is null && PasswordHash is null && !row.IsPasswordReadable
            ? "its password is neither a string nor a number. Put it in quotes in the source"
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

    // Also false for a user who already exists, where that is not an error.
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
