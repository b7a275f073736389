using System.Management.Automation;
using System.Security;
using FlowservUsers.Passwords;
using FlowservUsers.Registration;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Tells whether a password may be set; with -Detailed, everything that speaks against it.</summary>
/// <remarks>
/// <para>Test-FlowservPassword checks a password against the policy of the database: its length, whether it is blank, on the list of common passwords, little more than the user name, or has the form of a stored hash. It writes nothing, and does not look whether anybody has the password.</para>
/// <para>Passwords can be piped, and rows with a Password and, where they have it, a Username or Name.</para>
/// <para>Where no database was named and the default one does not exist yet, the default policy counts, and nothing is created.</para>
/// </remarks>
/// <returns>True for a password that may be set, else false; with -Detailed the reasons and the name.</returns>
/// <example>
/// Check a password that is asked for.
/// <code>Test-FlowservPassword</code>
/// </example>
/// <example>
/// Act on the answer.
/// <code>if (-not (Test-FlowservPassword $password -Username alice)) { 'Think of another one.' }</code>
/// </example>
/// <example>
/// Show which rows of a file have a password that would be refused, and why.
/// <code>Import-Csv new.csv | Test-FlowservPassword -Detailed | Where-Object IsAcceptable -EQ $false</code>
/// </example>
/// <exception cref="InvalidInputException">A row has no password.</exception>
/// <seealso cref="GetFlowservPolicyCommand"/>
/// <seealso cref="RegisterFlowservUserCommand"/>
/// <seealso cref="SetFlowservPasswordCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "FlowservPassword", DefaultParameterSetName = PasswordSet)]
[OutputType(typeof(bool), typeof(FlowservPasswordCheck))]
public sealed class TestFlowservPasswordCommand : DatabaseCommand
{
    private const string PasswordSet = "Password";
    private const string InputSet = "InputObject";

    private long _row;

    /// <summary>The password: a SecureString, a string or a number.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PasswordSet)]
    [AllowNull]
    [SecretTransformation]
    public SecureString? Password { get; set; }

    /// <summary>The name of the user that the password is meant for. It need not exist.</summary>
    [Parameter(Position = 1)]
    [Alias("Name")]
    public string? Username { get; set; }

    /// <summary>What is piped: passwords, credentials, or rows with a Password and, where they have it, a Username or Name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [AllowNull]
    [RegistrationRow(TextIsPassword = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns an object with the reasons, the name and the length in place of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Checks one password.</summary>
    protected override void ProcessRecord()
    {
        _row++;
        if (InputObject?.BaseObject is not RegistrationRow row)
            Write(Password, Username);
        else if (row.HasPassword && row.IsPasswordReadable)
            Write(row.Password, Username ?? row.Username);
        else
        {
            var exception = new InvalidInputException("The input has no password. A row needs a column Password with a text or a number.") { Row = _row };
            WriteError(ErrorRecords.Create(exception, row.Username));
        }
    }

    private void Write(SecureString? password, string? username)
    {
        if (TryRun(() => Secret.Use(password, characters => Check(characters, username)), out FlowservPasswordCheck? check, username))
            WriteObject(Detailed ? check : check.IsAcceptable);
    }

    private FlowservPasswordCheck Check(ReadOnlySpan<char> password, string? username) => IsUntouchedDefault()
        ? UserPasswords.Check(password, username, new FlowservPolicy())
        : Service.Passwords.Check(password, username, StopToken);
}
