using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Users;

/// <summary>Passes users on until a given one, and then waits until the pipeline is stopped, as by Ctrl+C.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Stop")]
public sealed class WaitStopCommand : Cmdlet, IDisposable
{
    private readonly ManualResetEventSlim _stopped = new();

    [Parameter(Mandatory = true)]
    public string At { get; set; } = "";

    [Parameter(Mandatory = true)]
    public ManualResetEventSlim? Reached { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public FlowservUser? User { get; set; }

    public void Dispose() => _stopped.Dispose();

    protected override void ProcessRecord()
    {
        WriteObject(User);
        if (User!.Username != At)
            return;
        Reached!.Set();
        _stopped.Wait();
    }

    protected override void StopProcessing() => _stopped.Set();
}
