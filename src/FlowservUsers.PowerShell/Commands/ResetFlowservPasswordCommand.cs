using System.Management.Automation;
using System.Security;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Sets a new password by a reset request.</summary>
/// <remarks>
/// <para>Reset-FlowservPassword uses a request up, sets the password, ends all sessions of the user and lifts a lock. It does not log in. A password that the policy rejects leaves the request open.</para>
/// </remarks>
/// <example>
/// Reset a password with the identifier that the user got.
/// <code>Reset-FlowservPassword -RequestId $requestId -Password $new</code>
/// </example>
/// <example>
/// Open a request and use it at once.
/// <code>Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password $new</code>
/// </example>
/// <exception cref="UnknownRequestException">The request is unknown, used, replaced by a newer one, or expired.</exception>
/// <exception cref="PasswordRejectedException">The password is against the policy.</exception>
/// <seealso cref="RequestFlowservPasswordResetCommand"/>
[Cmdlet(VerbsCommon.Reset, "FlowservPassword", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FlowservUser))]
public sealed class ResetFlowservPasswordCommand : DatabaseCommand
{
    /// <summary>The identifier of the request: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? RequestId { get; set; }

    /// <summary>The new password: a SecureString or a string.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? Password { get; set; }

    /// <summary>The name the request was made for; only for messages.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string? Username { get; set; }

    /// <summary>Uses one request.</summary>
    protected override void ProcessRecord()
    {
        if (ShouldProcess(Username ?? "the user of the request", "Reset password"))
            RunAndWrite(Reset, Username);
    }

    private FlowservUser Reset() => Secret.Use(
        RequestId, Password, (requestId, password) => Service.Passwords.Reset(requestId, password, StopToken));
}
