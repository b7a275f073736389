namespace FlowservUsers;

/// <summary>A session: opened by a login, and identified by an API key.</summary>
public class FlowservSession
{
    private readonly object? _apiKey;

    /// <summary>Creates an empty session.</summary>
    public FlowservSession()
    {
    }

    /// <summary>Copies a session, with another form of its key.</summary>
    /// <param name="session">The session.</param>
    /// <param name="apiKey">The key as a SecureString or a string, or null for none.</param>
    protected FlowservSession(FlowservSession session, object? apiKey)
    {
        ArgumentNullException.ThrowIfNull(session);
        Id = session.Id;
        UserId = session.UserId;
        Username = session.Username;
        Label = session.Label;
        KeyPrefix = session.KeyPrefix;
        CreatedAt = session.CreatedAt;
        LastUsedAt = session.LastUsedAt;
        ExpiresAt = session.ExpiresAt;
        _apiKey = apiKey;
    }

    /// <summary>The public identifier of the session: 12 characters, not a secret.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>The identifier of the user.</summary>
    public string UserId { get; internal init; } = "";

    /// <summary>The name of the user.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The description that was given when the session was opened, if any.</summary>
    public string? Label { get; internal init; }

    /// <summary>The first characters of the API key, to tell keys apart.</summary>
    public string KeyPrefix { get; internal init; } = "";

    /// <summary>When the session was opened (UTC).</summary>
    public DateTimeOffset CreatedAt { get; internal init; }

    /// <summary>When the key was last used (UTC), to within a minute.</summary>
    public DateTimeOffset LastUsedAt { get; internal init; }

    /// <summary>When the session expires (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; internal init; }

    /// <summary>
    /// The API key, only on the object that a login returns: a SecureString, or a string if plain text was asked for.
    /// </summary>
    public virtual object? ApiKey
    {
        get => _apiKey;
        internal init => _apiKey = value;
    }

    /// <summary>The same session with another form of its key.</summary>
    /// <param name="apiKey">The key as a SecureString or a string, or null for none.</param>
    /// <returns>A copy.</returns>
    public FlowservSession WithApiKey(object? apiKey) => new(this, apiKey);

    /// <summary>The name of the user.</summary>
    /// <returns><see cref="Username"/>.</returns>
    public override string ToString() => Username;
}
