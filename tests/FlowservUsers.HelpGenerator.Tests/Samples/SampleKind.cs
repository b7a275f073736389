namespace FlowservUsers.HelpGenerator.Tests.Samples;

/// <summary>Who uses an account.</summary>
public enum SampleKind
{
    /// <summary>A human being.</summary>
    Person,

    /// <summary>A noninteractive program.</summary>
    Service,
}
