using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Opens a request to reset a password.</summary>
/// <remarks>
/// <para>Request-FlowservPasswordReset returns a request whose identifier lets its holder set a new password once, until it expires. Hand it to the owner of the account by a way that you trust. A newer request replaces an older one; the old password and the sessions stay valid until the reset.</para>
/// <para>For a name that nobody has, the answer looks the same and opens nothing, so that it does not tell who is registered.</para>
/// </remarks>
/// <example>
/// Open a request and use it at once.
/// <code>Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password $new</code>
/// </example>
/// <example>
/// Show the identifier of a request, to be sent to the user.
/// <code>(Request-FlowservPasswordReset alice -AsPlainText).RequestId</code>
/// </example>
/// <seealso cref="ResetFlowservPasswordCommand"/>
[Cmdlet(VerbsLifecycle.Request, "FlowservPasswordReset", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FlowservPasswordResetRequest))]
public sealed class RequestFlowservPasswordResetCommand : DatabaseCommand
{
    /// <summary>
    /// The users: names (case-insensitive), identifiers of 32 hexadecimal digits, or objects that tell a user. An object that
    /// carries an identifier goes by it.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Identity", "Id", "UserId")]
    [AllowEmptyString]
    [UserIdentity]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[] Username { get; set; } = [];

    /// <summary>What was piped in; its name is the one that the request shows.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Gives the identifier of the request as a string in place of a SecureString.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Opens a request for each name.</summary>
    protected override void ProcessRecord()
    {
        string? shown = InputRow.Text(InputObject, nameof(Username));
        foreach (string username in Told(Username))
        {
            if (ShouldProcess(shown ?? username, "Request password reset"))
                RunAndWrite(() => SecretOutput.Of(Service.Passwords.RequestReset(username, StopToken).WithUsername(DisplayText.Whole(shown ?? username)), AsPlainText), username);
        }
    }
}
