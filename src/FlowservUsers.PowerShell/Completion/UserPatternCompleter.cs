namespace FlowservUsers.Completion;

/// <summary>Completes the names of users for a parameter with wildcards: a wildcard in a name is escaped.</summary>
public sealed class UserPatternCompleter : UserNameCompleter
{
    private protected override string ArgumentFor(string username) => CompletedWord.Escape(username);
}
