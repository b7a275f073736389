using System.Management.Automation;
using System.Security;
using FlowservUsers.Passwords;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Tells whether a password may be set, and everything that speaks against it.</summary>
/// <remarks>
/// <para>Test-FlowservPassword checks a password against the policy of the database: its length, whether it is blank, on the list of common passwords, or little more than the user name. It writes nothing, and does not look whether anybody has the password.</para>
/// <para>Where no database was named and the default one does not exist yet, the default policy counts, and nothing is created.</para>
/// </remarks>
/// <example>
/// Check a password that is asked for.
/// <code>Test-FlowservPassword</code>
/// </example>
/// <example>
/// Check a password for a user, and act on the reasons.
/// <code>$check = Test-FlowservPassword $password -Username alice
/// if ($check.Reasons -contains [FlowservUsers.PasswordProblem]::TooShort) { 'Think of a longer one.' }</code>
/// </example>
/// <seealso cref="GetFlowservPolicyCommand"/>
/// <seealso cref="RegisterFlowservUserCommand"/>
/// <seealso cref="SetFlowservPasswordCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "FlowservPassword")]
[OutputType(typeof(FlowservPasswordCheck))]
public sealed class TestFlowservPasswordCommand : DatabaseCommand
{
    /// <summary>The password: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? Password { get; set; }

    /// <summary>The name of the user that the password is meant for. It need not exist.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    public string? Username { get; set; }

    /// <summary>Checks one password.</summary>
    protected override void ProcessRecord() =>
        RunAndWrite(() => Secret.Use(Password, Check), Username);

    private FlowservPasswordCheck Check(ReadOnlySpan<char> password) => IsUntouchedDefault()
        ? UserPasswords.Check(password, Username, new FlowservPolicy())
        : Service.Passwords.Check(password, Username, StopToken);
}
