namespace FlowservUsers;

/// <summary>Something that an administrator should know about a database.</summary>
public sealed class FlowservDatabaseFinding
{
    /// <summary>How much it matters.</summary>
    public required DatabaseFindingSeverity Severity { get; init; }

    /// <summary>What it is about; stable, for scripts.</summary>
    public required DatabaseFindingCode Code { get; init; }

    /// <summary>What was found and what to do, in a sentence or two.</summary>
    public required string Message { get; init; }

    /// <summary>The severity and the message.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{Severity}: {Message}";
}
