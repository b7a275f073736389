namespace FlowservUsers.Storage;

/// <summary>An open reset request: the hash of its identifier, and when it ends.</summary>
internal sealed record ImportedRequest(byte[] Hash, DateTimeOffset ExpiresAt);
