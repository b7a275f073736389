using System.Management.Automation;

namespace FlowservUsers.HelpGenerator.Tests.Samples;

/// <summary>Gets accounts by name.</summary>
/// <remarks>Without a name it gets them all.</remarks>
/// <returns>The number of accounts comes first with -IncludeTotalCount.</returns>
/// <example>Get everything. <code>Get-SampleAccount</code></example>
/// <example>Get some.<code>Get-SampleAccount a*</code></example>
[Cmdlet(VerbsCommon.Get, "SampleAccount", SupportsPaging = true)]
[OutputType(typeof(SampleAccount))]
public sealed class GetSampleAccountCommand : SampleCommand
{
    /// <summary>Only accounts with one of these names; wildcards are honoured.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The order of the list.</summary>
    [Parameter]
    [ValidateSet("Name", "Age")]
    public string? Sort { get; set; }
}
