using System.Management.Automation;

namespace FlowservUsers.HelpGenerator.Tests.Samples;

/// <summary>Removes every account.</summary>
/// <remarks>The file itself stays.</remarks>
/// <example>See what would go.<code>Clear-SampleStore -WhatIf</code></example>
/// <example>Start afresh.<code>Clear-SampleStore -Confirm:$false</code></example>
[Cmdlet(VerbsCommon.Clear, "SampleStore", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ClearSampleStoreCommand : SampleCommand;
