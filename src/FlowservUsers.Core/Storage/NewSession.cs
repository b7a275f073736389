namespace FlowservUsers.Storage;

/// <summary>A session to be opened: the public part, and the hash of its key.</summary>
internal sealed record NewSession(FlowservSession Session, byte[] KeyHash);
