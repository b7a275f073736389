using System.Globalization;
using System.Management.Automation;

namespace FlowservUsers.Completion;

/// <summary>Completes the public identifiers of sessions that have not ended.</summary>
public sealed class SessionIdCompleter : DatabaseCompleter
{
    private protected override IReadOnlyList<CompletionResult> Complete(
        LocalUserService service, string word, CancellationToken cancellation) =>
    [
        .. service.Sessions.List(cancellation: cancellation)
            .Where(session => session.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Take(MostResults)
            .Select(ToResult),
    ];

    private static CompletionResult ToResult(FlowservSession session) => new(
        CompletedWord.Quote(session.Id), $"{session.Id} ({session.Username})", CompletionResultType.ParameterValue, ToolTip(session));

    private static string ToolTip(FlowservSession session) => string.Create(
        CultureInfo.CurrentCulture,
        $"{session.Username}{(session.Label is null ? "" : $", {session.Label}")}, until {session.ExpiresAt.LocalDateTime:g}");
}
