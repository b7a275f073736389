using System.Management.Automation;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>Gives a user another name.</summary>
/// <remarks>
/// <para>Rename-FlowservUser changes the name only: identifier, password and sessions stay, and logins with the old name fail from then on. A name can be changed in its case alone. Nothing is returned unless -PassThru is given.</para>
/// </remarks>
/// <example>
/// Rename a user.
/// <code>Rename-FlowservUser alice alicia</code>
/// </example>
/// <example>
/// Rename everybody in a file with the columns Username and NewUsername.
/// <code>Import-Csv renames.csv | Rename-FlowservUser</code>
/// </example>
/// <exception cref="UnknownUserException">No user has the name or the identifier.</exception>
/// <exception cref="DuplicateUserException">Another user has the new name; names are case-insensitive.</exception>
/// <exception cref="InvalidUsernameException">The new name is empty, over 512 characters long, or has control characters.</exception>
/// <seealso cref="GetFlowservUserCommand"/>
[Cmdlet(VerbsCommon.Rename, "FlowservUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
[OutputType(typeof(FlowservUser))]
public sealed class RenameFlowservUserCommand : IdentityCommand
{
    /// <summary>What the user is to be called: 1 to 512 characters. Blanks around it are removed.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowEmptyString]
    public string NewUsername { get; set; } = "";

    /// <summary>Returns the user with the new name; without it nothing is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessUser(FlowservUser user)
    {
        if (ShouldProcess(user.Username, $"Rename user to {NewUsername}")
            && TryRun(() => Service.Accounts.Rename(user.Id, NewUsername, StopToken), out FlowservUser? renamed)
            && PassThru)
        {
            WriteObject(renamed);
        }
    }
}
