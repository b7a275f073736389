using System.Management.Automation;
using System.Security;
using FlowservUsers.Passwords;
using FlowservUsers.Registration;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Tests whether a password may be set; with -Detailed, lists every reason against it.</summary>
/// <remarks>
/// <para>Test-FlowservPassword checks a password against the policy of the database: its length, and whether it is blank, on the list of common passwords, little more than the user name, or in the form of a stored hash. It writes nothing, and does not check whether any user has the password.</para>
/// <para>You can pipe in passwords, and rows with a Password and optionally a Username or Name.</para>
/// <para>If no database was named and the default database does not exist yet, the default policy applies, and nothing is created.</para>
/// </remarks>
/// <returns>True for a password that may be set, otherwise false; with -Detailed, the reasons and the name.</returns>
/// <example>
/// Prompt for a password and check it.
/// <code>Test-FlowservPassword</code>
/// </example>
/// <example>
/// Respond to the result.
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

    /// <summary>The name of the user that the password is meant for. The user need not exist.</summary>
    [Parameter(Position = 1)]
    [Alias("Name")]
    public string? Username { get; set; }

    /// <summary>Pipeline input: passwords, credentials, or rows with a Password and optionally a Username or Name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [AllowNull]
    [RegistrationRow(TextIsPassword = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns an object with the reasons, the name and the length instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Checks one password.</summary>
    private protected override void Process()
    {
        _row++;
        if (InputObject?.BaseObject is not RegistrationRow row)
            Write(Password, Username);
        else if (row.HasPassword && row.IsPasswordReadable)
            Write(row.Password, Username ?? row.Username);
        else
        {
            var exception = new InvalidInputException("The input has no password. A row needs a Password column that contains a string or a number.") { Row = _row };
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
