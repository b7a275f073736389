using System.Management.Automation;

namespace FlowservUsers.Benchmarks.Baselines;

/// <summary>Ends the pipeline at the first object.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AtFirst")]
public sealed class StopAtFirstCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord() => throw new PipelineStoppedException();
}
