namespace FlowservUsers.HelpGenerator.Tests.Samples;

/// <summary>An account with its name and kind.</summary>
public sealed record SampleAccount(string Name, SampleKind Kind);
