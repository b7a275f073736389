using System.Management.Automation;

namespace FlowservUsers.Benchmarks.Baselines;

/// <summary>The smallest possible compiled cmdlet.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Nothing")]
public sealed class InvokeNothingCommand : PSCmdlet
{
    protected override void ProcessRecord()
    {
    }
}
