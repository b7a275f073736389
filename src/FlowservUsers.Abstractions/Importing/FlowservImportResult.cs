namespace FlowservUsers;

/// <summary>What became of one user of a database of flowserv-core.</summary>
public sealed class FlowservImportResult
{
    /// <summary>The name, without blanks around it; characters that would steer a terminal are replaced.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The identifier, which stays the same.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>True if the user was taken over by this run.</summary>
    public bool Imported { get; internal init; }

    /// <summary>Why the user was not taken over, or null if it was.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The name.</summary>
    /// <returns><see cref="Username"/>.</returns>
    public override string ToString() => Username;
}
