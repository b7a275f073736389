namespace FlowservUsers;

/// <summary>What happened to one user from a database of flowserv-core.</summary>
public sealed class FlowservImportResult
{
    /// <summary>The name, without white space around it; characters that could control a terminal are replaced.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The identifier, which stays the same.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>True if this run imported the user.</summary>
    public bool Imported { get; internal init; }

    /// <summary>Why the user was not imported, or null if it was.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The name.</summary>
    /// <returns><see cref="Username"/>.</returns>
    public override string ToString() => Username;
}
