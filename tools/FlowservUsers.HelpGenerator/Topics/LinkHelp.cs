namespace FlowservUsers.HelpGenerator.Topics;

/// <summary>A related topic; <paramref name="Address"/> is empty for one that Get-Help finds by its name.</summary>
internal sealed record LinkHelp(string Text, string Address);
