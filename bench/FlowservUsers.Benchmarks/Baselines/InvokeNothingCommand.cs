using System.Management.Automation;

namespace FlowservUsers.Benchmarks.Baselines;

/// <summary>The least that a compiled cmdlet can be.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Nothing")]
public sealed class InvokeNothingCommand : PSCmdlet
{
    protected override void ProcessRecord()
    {
    }
}
