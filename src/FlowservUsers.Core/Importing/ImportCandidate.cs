using FlowservUsers.Storage;

namespace FlowservUsers.Importing;

/// <summary>A user of the source: what would be added, or why it would not be.</summary>
internal sealed record ImportCandidate(string Username, string Id, ImportedUser? User, string? Reason)
{
    public FlowservImportResult ToResult(bool isImported, string? reason) => new()
    {
        Username = Username,
        Id = Id,
        Imported = isImported,
        Reason = reason,
    };
}
