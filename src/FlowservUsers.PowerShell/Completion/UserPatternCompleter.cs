namespace FlowservUsers.Completion;

/// <summary>Completes user names for a parameter with wildcards: wildcard characters in a name are escaped.</summary>
public sealed class UserPatternCompleter : UserNameCompleter
{
    private protected override string ArgumentFor(string username) => CompletedWord.Escape(username);
}
