using System.Management.Automation;

namespace FlowservUsers.HelpGenerator.Tests.Samples;

// Internal, so that generating for the whole assembly does not see it.
[Cmdlet(VerbsDiagnostic.Test, "SampleUndocumented")]
internal sealed class UndocumentedSampleCommand : PSCmdlet
{
    [Parameter]
    public string? Path { get; set; }
}
