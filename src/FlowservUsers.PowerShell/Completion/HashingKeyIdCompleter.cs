using System.Management.Automation;

namespace FlowservUsers.Completion;

/// <summary>Completes the identifiers of hashing keys that can be removed.</summary>
public sealed class HashingKeyIdCompleter : DatabaseCompleter
{
    private protected override IReadOnlyList<CompletionResult> Complete(
        LocalUserService service, string word, CancellationToken cancellation) =>
    [
        .. service.HashingKeys.List(cancellation)
            .Where(key => !key.IsCurrent && key.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Take(MostResults)
            .Select(key => new CompletionResult(key.Id, key.Id, CompletionResultType.ParameterValue, $"{key.KeptIn}, needed by {key.Users}")),
    ];
}
