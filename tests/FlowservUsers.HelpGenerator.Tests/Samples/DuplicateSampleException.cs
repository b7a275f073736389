namespace FlowservUsers.HelpGenerator.Tests.Samples;

/// <summary>The name is taken.</summary>
public sealed class DuplicateSampleException : Exception;
