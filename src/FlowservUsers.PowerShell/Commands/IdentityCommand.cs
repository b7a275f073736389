using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;

namespace FlowservUsers.Commands;

/// <summary>A cmdlet that works on users one by one.</summary>
public abstract class IdentityCommand : DatabaseCommand
{
    /// <summary>
    /// The users: names, identifiers of 32 hexadecimal digits, or objects that identify a user, such as users, sessions, audit
    /// events, import results, and rows with a UserId, Id, Username or Name. If an object has an identifier, that is used rather
    /// than its name, even if the object was read back from a file and another user has the name now.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name", "Id", "UserId")]
    [AllowEmptyString]
    [UserIdentity]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[] Identity { get; set; } = [];

    /// <summary>Handles each user that is found.</summary>
    private protected sealed override void Process()
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
