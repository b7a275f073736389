using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Passwords;

namespace FlowservUsers.Commands;

/// <summary>Measures how long each bcrypt work factor takes on this machine, and recommends one.</summary>
/// <remarks>
/// <para>Measure-FlowservPasswordCost hashes with increasing work factors, starting at 4, until one takes more than four times the target, or up to 15. It returns a row for each work factor that it ran, with the median time per hash on one core. It needs no database and changes nothing. With the default target, it takes a few seconds.</para>
/// <para>The recommended work factor is the highest whose time is within the target, but never below 10, the minimum in the OWASP Password Storage Cheat Sheet. On a slow machine, the recommended work factor can therefore take longer than the target.</para>
/// <para>The default target of 250 milliseconds is a quarter of the one second that the same cheat sheet gives as the maximum for a hash.</para>
/// <para>Measure on the machine that handles the logins, while it is otherwise idle. Ctrl+C takes effect between two hashes.</para>
/// </remarks>
/// <example>
/// Measure with the default target.
/// <code>Measure-FlowservPasswordCost</code>
/// </example>
/// <example>
/// Use the work factor that is recommended for a tenth of a second.
/// <code>$best = Measure-FlowservPasswordCost -Target 0:00:00.1 | Where-Object IsRecommended
/// Set-FlowservPolicy -WorkFactor $best.WorkFactor</code>
/// </example>
/// <exception cref="InvalidPolicyException">The target is out of range.</exception>
/// <seealso cref="SetFlowservPolicyCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "FlowservPasswordCost")]
[OutputType(typeof(FlowservPasswordCost))]
public sealed class MeasureFlowservPasswordCostCommand : FlowservCommand
{
    /// <summary>The time that a hash may take: 1 millisecond to 1 minute. The default is 250 milliseconds.</summary>
    [Parameter(Position = 0)]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    [PSDefaultValue(Help = "250 milliseconds")]
    public TimeSpan Target { get; set; } = PasswordCost.DefaultTarget;

    /// <summary>What is piped in: nothing that the command could use.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [DroppedInput]
    public object? Piped { get; set; }

    /// <summary>Runs the measurement.</summary>
    private protected override void Process()
    {
        if (Piped is not null)
            throw UnusableInput();
        if (TryRun(() => new PasswordCost().Measure(Target, Report, StopToken), out IReadOnlyList<FlowservPasswordCost>? costs))
            WriteObject(costs, enumerateCollection: true);
    }

    private void Report(int workFactor) => ShowProgress("Measuring the cost of hashing a password", $"Work factor {workFactor}");
}
