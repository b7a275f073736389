using System.Management.Automation;

namespace FlowservUsers.Benchmarks.Baselines;

/// <summary>Ends the pipeline as soon as an object comes.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AtFirst")]
public sealed class StopAtFirstCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord() => throw new PipelineStoppedException();
}
