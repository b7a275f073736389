namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>An error that a script can meet; <paramref name="Category"/> is null where the exception's documentation names none.</summary>
internal sealed record ErrorHelp(string Id, string? Category, string When)
{
    public override string ToString() => Category is null ? $"{Id}: {When}" : $"{Id} ({Category}): {When}";
}
