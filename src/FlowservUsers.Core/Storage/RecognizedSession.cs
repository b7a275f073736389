namespace FlowservUsers.Storage;

/// <summary>What a key opens: the session's times and its user. A struct, because it is read at every call.</summary>
internal readonly record struct RecognizedSession(
    string SessionId, FlowservUser User, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, TimeSpan? IdleTimeout)
{
    /// <summary>Whether the key is valid now.</summary>
    public bool IsValid(DateTimeOffset now) =>
        User.Active && ExpiresAt > now && (IdleTimeout is not { } idle || now - LastUsedAt < idle);
}
