using System.Management.Automation;
using System.Security;

namespace FlowservUsers.HelpGenerator.Tests;

/// <summary>An account with its name and kind.</summary>
public sealed record SampleAccount(string Name, SampleKind Kind);

/// <summary>Who uses an account.</summary>
public enum SampleKind
{
    /// <summary>A human being.</summary>
    Person,

    /// <summary>A program that nobody watches.</summary>
    Service,
}

/// <summary>The name is taken.</summary>
public sealed class DuplicateSampleException : Exception;

/// <summary>What the sample cmdlets share.</summary>
/// <exception cref="FileNotFoundException">the store is not where -Store points.</exception>
public abstract class SampleCommand : PSCmdlet
{
    /// <summary>The file that holds the accounts. The default is the file of the current user.</summary>
    [Parameter]
    public string? Store { get; set; }
}

/// <summary>Adds an account to the store.</summary>
/// <remarks>
/// <para>The name must be free. See <see cref="ClearSampleStoreCommand"/> for a way to make it so.</para>
/// <para>It is kept nowhere else.</para>
/// </remarks>
/// <exception cref="DuplicateSampleException">the name is taken.</exception>
/// <example>
/// Add one account. The password is asked for.
/// <code>
/// Add-SampleAccount -Name alice
/// </code>
/// Nothing of the password is shown.
/// </example>
/// <example>
/// Add the accounts of a list:
/// <code>
/// 'bob', 'carol' | ForEach-Object {
///     [pscustomobject]@{ Name = $_ }
/// } | Add-SampleAccount -Kind Service
/// </code>
/// </example>
/// <seealso cref="ClearSampleStoreCommand"/>
[Cmdlet(VerbsCommon.Add, "SampleAccount", SupportsShouldProcess = true, DefaultParameterSetName = "Password")]
[OutputType(typeof(SampleAccount))]
public sealed class AddSampleAccountCommand : SampleCommand
{
    /// <summary>The names to take, each 1 to 64 characters long.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Id")]
    public string[] Name { get; set; } = [];

    /// <summary>What the account signs in with.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Password", ValueFromPipelineByPropertyName = true)]
    public SecureString? Password { get; set; }

    /// <summary>Makes up a key of 256 random bits instead.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Key")]
    public SwitchParameter NewKey { get; set; }

    /// <summary>Who will use the account.</summary>
    [Parameter]
    [PSDefaultValue(Value = SampleKind.Person)]
    public SampleKind Kind { get; set; }

    /// <summary>Kept for old scripts.</summary>
    [Parameter(DontShow = true)]
    public SwitchParameter Legacy { get; set; }
}

/// <summary>Removes every account.</summary>
/// <remarks>The file itself stays.</remarks>
/// <example>See what would go.<code>Clear-SampleStore -WhatIf</code></example>
/// <example>Start afresh.<code>Clear-SampleStore -Confirm:$false</code></example>
[Cmdlet(VerbsCommon.Clear, "SampleStore", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ClearSampleStoreCommand : SampleCommand;
