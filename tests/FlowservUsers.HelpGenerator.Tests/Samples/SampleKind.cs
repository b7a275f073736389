namespace FlowservUsers.HelpGenerator.Tests.Samples;

/// <summary>Who uses an account.</summary>
public enum SampleKind
{
    /// <summary>A human being.</summary>
    Person,

    /// <summary>A program that nobody watches.</summary>
    Service,
}
