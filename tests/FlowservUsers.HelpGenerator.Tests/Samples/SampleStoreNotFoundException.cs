namespace FlowservUsers.HelpGenerator.Tests.Samples;

/// <summary>The store does not exist.</summary>
/// <remarks>Category: ObjectNotFound.</remarks>
public sealed class SampleStoreNotFoundException : Exception;
