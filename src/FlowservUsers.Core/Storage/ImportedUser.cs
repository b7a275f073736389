namespace FlowservUsers.Storage;

/// <summary>A user to import from another system, with its session and its open reset request.</summary>
internal sealed record ImportedUser(NewUser User, NewSession? Session, ImportedRequest? Request);
