using System.Management.Automation;
using System.Security;
using FlowservUsers.Secrets;

namespace FlowservUsers.Benchmarks.Baselines;

/// <summary>Does nothing with the parameters of a login.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Binding")]
public sealed class InvokeBindingCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public string Username { get; set; } = "";

    [Parameter(Mandatory = true)]
    [SecretTransformation]
    public SecureString? Password { get; set; }

    protected override void ProcessRecord()
    {
    }
}
