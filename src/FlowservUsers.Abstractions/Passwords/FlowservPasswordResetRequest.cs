namespace FlowservUsers;

/// <summary>A request to reset a password, to be sent to the owner of the account.</summary>
public class FlowservPasswordResetRequest
{
    private readonly object _requestId = "";

    /// <summary>Creates an empty request.</summary>
    public FlowservPasswordResetRequest()
    {
    }

    /// <summary>Copies a request, with another form of its identifier.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requestId">The identifier as a SecureString or a string.</param>
    protected FlowservPasswordResetRequest(FlowservPasswordResetRequest request, object requestId)
    {
        ArgumentNullException.ThrowIfNull(request);
        Username = request.Username;
        ExpiresAt = request.ExpiresAt;
        _requestId = requestId;
    }

    /// <summary>The secret identifier: a SecureString, or a string if plain text was asked for.</summary>
    public virtual object RequestId
    {
        get => _requestId;
        internal init => _requestId = value;
    }

    /// <summary>The name that the request was opened for, as it was given.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>Until when the request can be used (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; internal init; }

    /// <summary>The same request with another form of its identifier.</summary>
    /// <param name="requestId">The identifier as a SecureString or a string.</param>
    /// <returns>A copy.</returns>
    public FlowservPasswordResetRequest WithRequestId(object requestId) => new(this, requestId);

    /// <summary>The same request with another name for the same user.</summary>
    /// <param name="username">The name to show.</param>
    /// <returns>A copy.</returns>
    public FlowservPasswordResetRequest WithUsername(string username) => new()
    {
        RequestId = RequestId,
        Username = username,
        ExpiresAt = ExpiresAt,
    };

    /// <summary>The name.</summary>
    /// <returns><see cref="Username"/>.</returns>
    public override string ToString() => Username;
}
