using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace FlowservUsers.Shell;

/// <summary>
/// <c>Out-Default</c> that keeps nothing back. The engine's own holds the first rows of a table for 300 ms to choose its widths, and drops
/// them, with any errors behind them, when <c>exit</c> or an error ends the script meanwhile.
/// </summary>
[Cmdlet(VerbsCommon.Show, "Output")]
internal sealed class ShowOutputCommand : OutDefaultCommand
{
    private bool _ended;

    public static CmdletInfo Info { get; } = new("Show-Output", typeof(ShowOutputCommand));

    protected override void EndProcessing()
    {
        _ended = true;
        base.EndProcessing();
    }

    protected override void InternalDispose()
    {
        if (!_ended)
            EndProcessing();
        base.InternalDispose();
    }
}
