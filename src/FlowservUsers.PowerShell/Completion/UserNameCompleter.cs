using System.Globalization;
using System.Management.Automation;
using FlowservUsers.Commands;
using FlowservUsers.Users;

namespace FlowservUsers.Completion;

/// <summary>Completes user names of any status, limited to the users that the command can act on.</summary>
public class UserNameCompleter : DatabaseCompleter
{
    /// <summary>The argument that identifies a user.</summary>
    private protected virtual string ArgumentFor(string username) => username;

    private protected sealed override IReadOnlyList<CompletionResult> Complete(
        LocalUserService service, string word, CancellationToken cancellation)
    {
        UserQuery query = WildcardPattern.ContainsWildcardCharacters(word) && NamePattern.TryParse(word + "*", out UserQuery? pattern)
            ? pattern
            : new UserQuery { Prefix = NamePattern.Unescape(word) };
        query = query with
        {
            Statuses = Is("Enable-FlowservUser") ? [UserStatus.Pending, UserStatus.Disabled] : Enum.GetValues<UserStatus>(),
            LockedOnly = Is("Unlock-FlowservUser"),
            First = MostResults,
        };
        return [.. service.Accounts.List(query, cancellation).Select(ToResult)];
    }

    private bool Is(string command) => command.Equals(CommandName, StringComparison.OrdinalIgnoreCase);

    private CompletionResult ToResult(FlowservUser user) => new(
        CompletedWord.Quote(ArgumentFor(user.Username)), user.Username, CompletionResultType.ParameterValue, ToolTip(user));

    private static string ToolTip(FlowservUser user)
    {
        string lastLogin = user.LastLoginAt is { } time
            ? string.Create(CultureInfo.CurrentCulture, $"last login {time.LocalDateTime:g}")
            : "no login yet";
        return $"{user.Username}: {user.Status}, {lastLogin}{(user.LockedUntil is null ? "" : ", locked after failed logins")}";
    }
}
