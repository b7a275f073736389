using System.Management.Automation;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>Renames a user.</summary>
/// <remarks>
/// <para>Rename-FlowservUser changes only the name: the identifier, password and sessions stay the same, and logins with the old name fail from then on. A new name that differs only in case is allowed. By default, this cmdlet returns nothing.</para>
/// </remarks>
/// <example>
/// Rename a user.
/// <code>Rename-FlowservUser alice alicia</code>
/// </example>
/// <example>
/// Rename every user in a file with the columns Username and NewUsername.
/// <code>Import-Csv renames.csv | Rename-FlowservUser</code>
/// </example>
/// <exception cref="UnknownUserException">No user has the name or the identifier.</exception>
/// <exception cref="DuplicateUserException">Another user has the new name; names are case-insensitive.</exception>
/// <exception cref="InvalidUsernameException">The new name is empty, has more than 512 characters, or contains control characters.</exception>
/// <seealso cref="GetFlowservUserCommand"/>
[Cmdlet(VerbsCommon.Rename, "FlowservUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
[OutputType(typeof(FlowservUser))]
public sealed class RenameFlowservUserCommand : IdentityCommand
{
    /// <summary>The new name of the user, 1 to 512 characters. White space around it is removed.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowEmptyString]
    public string NewUsername { get; set; } = "";

    /// <summary>Returns the user with the new name. By default, this cmdlet returns nothing.</summary>
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
