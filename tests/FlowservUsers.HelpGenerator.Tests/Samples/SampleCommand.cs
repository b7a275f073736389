using System.Management.Automation;

namespace FlowservUsers.HelpGenerator.Tests.Samples;

/// <summary>What the sample cmdlets share.</summary>
/// <exception cref="SampleStoreNotFoundException">the store is not where -Store points.</exception>
public abstract class SampleCommand : PSCmdlet
{
    /// <summary>The file that holds the accounts. The default is the file of the current user.</summary>
    [Parameter]
    public string? Store { get; set; }
}
