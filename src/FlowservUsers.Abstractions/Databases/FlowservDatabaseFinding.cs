namespace FlowservUsers;

/// <summary>Something that an administrator should know about a database.</summary>
public sealed class FlowservDatabaseFinding
{
    /// <summary>How severe it is.</summary>
    public DatabaseFindingSeverity Severity { get; internal init; }

    /// <summary>What it is about; stable, for scripts.</summary>
    public DatabaseFindingCode Code { get; internal init; }

    /// <summary>What was found and what to do, in a sentence or two.</summary>
    public string Message { get; internal init; } = "";

    /// <summary>The severity and the message.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{Severity}: {Message}";
}
