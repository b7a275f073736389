using System.Management.Automation;

namespace FlowservUsers.Benchmarks.Baselines;

/// <summary>Writes users that are already in memory.</summary>
[Cmdlet(VerbsCommunications.Write, "ReadyUser")]
public sealed class WriteReadyUserCommand : PSCmdlet
{
    internal static IReadOnlyList<FlowservUser> Ready { get; set; } = [];

    protected override void ProcessRecord()
    {
        for (int index = 0; index < Ready.Count; index++)
            WriteObject(Ready[index]);
    }
}
