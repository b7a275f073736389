using System.Management.Automation;
using FlowservUsers.Binding;
using FlowservUsers.Completion;
using FlowservUsers.Passwords;

namespace FlowservUsers.Commands;

/// <summary>Measures what each bcrypt work factor costs on this machine, and recommends one.</summary>
/// <remarks>
/// <para>Measure-FlowservPasswordCost hashes with the work factors from 4 on, until one takes more than four times the target, or to 15. It returns a row for each work factor that it ran, with the median time of a hash on one core. It needs no database and changes nothing. With the default target it takes some seconds.</para>
/// <para>The recommended work factor is the greatest whose time is within the target, but never less than 10, which the OWASP Password Storage cheat sheet asks for: on a slow machine the recommended one can take longer than the target.</para>
/// <para>The default target of 250 milliseconds is a quarter of the second that the same cheat sheet gives as the most a hash should take.</para>
/// <para>Measure on the machine that checks the logins, while it does nothing else. Ctrl+C stops between two hashes.</para>
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
    /// <summary>The time that a hash may take: 1 millisecond to 1 minute. It is 250 milliseconds unless given.</summary>
    [Parameter(Position = 0)]
    [Duration]
    [ArgumentCompleter(typeof(DurationCompleter))]
    [PSDefaultValue(Help = "250 milliseconds")]
    public TimeSpan Target { get; set; } = PasswordCost.DefaultTarget;

    /// <summary>Measures.</summary>
    protected override void ProcessRecord()
    {
        if (TryRun(() => new PasswordCost().Measure(Target, Report, StopToken), out IReadOnlyList<FlowservPasswordCost>? costs))
            WriteObject(costs, enumerateCollection: true);
    }

    private void Report(int workFactor) => ShowProgress("Measuring the cost of hashing a password", $"Work factor {workFactor}");
}
