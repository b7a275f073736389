using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Secrets;

namespace FlowservUsers.Commands;

/// <summary>Opens a password reset request.</summary>
/// <remarks>
/// <para>Request-FlowservPasswordReset returns a request whose identifier lets its holder set a new password once, until it expires. Send it to the owner of the account over a channel that you trust. A newer request replaces an older one; the old password and the sessions stay valid until the reset.</para>
/// <para>For an unknown name, the result looks the same but opens nothing, so that it does not reveal who is registered.</para>
/// </remarks>
/// <example>
/// Open a request and use it at once.
/// <code>Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password $new</code>
/// </example>
/// <example>
/// Show the identifier of a request, to send it to the user.
/// <code>(Request-FlowservPasswordReset alice -AsPlainText).RequestId</code>
/// </example>
/// <seealso cref="ResetFlowservPasswordCommand"/>
[Cmdlet(VerbsLifecycle.Request, "FlowservPasswordReset", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FlowservPasswordResetRequest))]
public sealed class RequestFlowservPasswordResetCommand : DatabaseCommand
{
    /// <summary>
    /// The users: names (case-insensitive), identifiers of 32 hexadecimal digits, or objects that identify a user. If an object has
    /// an identifier, that is used rather than its name.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Identity", "Id", "UserId")]
    [AllowEmptyString]
    [UserIdentity]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[] Username { get; set; } = [];

    /// <summary>The piped object; the request shows its name.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns the identifier of the request as a string instead of a SecureString.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Opens a request for each name.</summary>
    private protected override void Process()
    {
        string? shown = InputRow.Text(InputObject, nameof(Username));
        foreach (string username in Told(Username))
        {
            if (ShouldProcess(shown ?? username, "Request password reset"))
                RunAndWrite(() => SecretOutput.Of(Service.Passwords.RequestReset(username, StopToken).WithUsername(DisplayText.Whole(shown ?? username)), AsPlainText), username);
        }
    }
}
