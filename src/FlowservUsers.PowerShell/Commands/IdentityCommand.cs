using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>A cmdlet that works on users who are named one by one.</summary>
public abstract class IdentityCommand : DatabaseCommand
{
    /// <summary>
    /// The users: names, identifiers of 32 hexadecimal digits, or objects that tell a user: users, sessions, audit events,
    /// results of an import, and rows with a UserId, Id, Username or Name. An object that carries an identifier goes by it,
    /// also if it was read back from a file and the name belongs to somebody else by now.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name", "Id", "UserId")]
    [AllowEmptyString]
    [UserIdentity]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[] Identity { get; set; } = [];

    /// <summary>Handles each user that is found.</summary>
    protected sealed override void ProcessRecord()
    {
        foreach (string identity in Told(Identity))
        {
            if (TryRun(() => Service.Accounts.Get(identity, StopToken), out FlowservUser? user, identity))
                ProcessUser(user);
        }
    }

    /// <summary>Does the cmdlet's work for one user.</summary>
    private protected abstract void ProcessUser(FlowservUser user);
}
