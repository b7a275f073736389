using System.Management.Automation;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>A cmdlet that works on users who are named one by one.</summary>
public abstract class IdentityCommand : DatabaseCommand
{
    /// <summary>
    /// The users: names, identifiers of 32 hexadecimal digits, or user objects. An identifier wins over a name; a user
    /// object goes by its identifier.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name", "Id", "UserId")]
    [UserIdentity]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[] Identity { get; set; } = [];

    /// <summary>Handles each user that is found.</summary>
    protected sealed override void ProcessRecord()
    {
        foreach (string identity in Identity)
        {
            if (TryRun(() => Service.Accounts.Get(identity, StopToken), out FlowservUser? user, identity))
                ProcessUser(user);
        }
    }

    /// <summary>Does the cmdlet's work for one user.</summary>
    private protected abstract void ProcessUser(FlowservUser user);
}
