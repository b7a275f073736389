using System.Management.Automation;
using System.Security;

namespace FlowservUsers.HelpGenerator.Tests.Samples;

/// <summary>Adds an account to the store.</summary>
/// <remarks>
/// <para>The name must be free. See <see cref="GetSampleAccountCommand"/> for the names in use, and
/// <see cref="Kind"/> for programs; <c>Add</c> never changes an account, so <see langword="null"/> comes back for none.</para>
/// <list type="bullet">
/// <item>A person signs in with a password.</item>
/// <item><term>Service</term><description>signs in with a key.</description></item>
/// </list>
/// <para>The key is read like this:</para>
/// <code>
/// $env:SAMPLE_KEY
/// </code>
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
/// <para>Add the accounts of a list:</para>
/// <code>
/// 'bob', 'carol' | ForEach-Object {
///     [pscustomobject]@{ Name = $_ }
/// } | Add-SampleAccount -Kind Service
/// </code>
/// <para>Each row is bound by its property.</para>
/// </example>
/// <seealso cref="GetSampleAccountCommand"/>
/// <seealso href="about_Samples"/>
/// <seealso href="https://example.org/samples">Samples in full</seealso>
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

    /// <summary>How long the account lives.</summary>
    /// <remarks>The default is 365 days.</remarks>
    [Parameter]
    public TimeSpan? Lifetime { get; set; }

    /// <summary>Kept for old scripts.</summary>
    [Parameter(DontShow = true)]
    public SwitchParameter Legacy { get; set; }
}
