using System.Management.Automation;
using System.Security;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Registers users.</summary>
/// <remarks>
/// <para>Register-FlowservUser creates users with a name and a password. The first registration creates the database. Names that differ only in case count as the same; blanks around a name are removed, a password is taken as it is.</para>
/// <para>A user that is written to the pipeline is safely stored. A row that cannot be registered is an error of its own, and the next one goes on.</para>
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

    /// <summary>The name of the user: 1 to 512 characters.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PasswordSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = GenerateSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [AllowEmptyString]
    public string Username { get; set; } = "";

    /// <summary>The password: a SecureString or a string. It is asked for where it is missing and somebody can answer.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PasswordSet, ValueFromPipelineByPropertyName = true)]
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

    private protected override bool CreatesDatabase => true;

    /// <summary>Registers one user.</summary>
    protected override void ProcessRecord()
    {
        string username = Credential?.UserName ?? Username;
        if (ShouldProcess(username, "Register user"))
            RunAndWrite(() => Register(username), username);
    }

    private FlowservUser Register(string username)
    {
        if (GeneratePassword)
            return SecretOutput.Of(Service.Accounts.RegisterWithGeneratedPassword(username, RequireActivation, StopToken), AsPlainText);
        return Secret.Use(
            Credential?.Password ?? Password,
            password => Service.Accounts.Register(username, password, RequireActivation, StopToken));
    }
}
