namespace FlowservUsers.Policy;

/// <summary>Reads and changes the rules that apply to every process using the database.</summary>
public sealed class UserPolicy
{
    private readonly ServiceContext _context;

    internal UserPolicy(ServiceContext context) => _context = context;

    /// <summary>Reads the current policy.</summary>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The policy.</returns>
    public FlowservPolicy Get(CancellationToken cancellation = default) => _context.Store.ReadPolicy(cancellation);

    /// <summary>
    /// Sets every setting; each one that changes is a PolicyChanged audit event. To change some
    /// and leave the others to concurrent callers, pass a function.
    /// </summary>
    /// <param name="policy">The new policy.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The new policy.</returns>
    /// <exception cref="InvalidPolicyException">A setting is out of range; nothing was changed.</exception>
    public FlowservPolicy Set(FlowservPolicy policy, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Set(_ => policy, cancellation);
    }

    /// <summary>
    /// Changes settings: <c>policy => policy with { WorkFactor = 13 }</c>. Nobody else can change the policy between
    /// reading and writing it, so that changes to different settings don't undo one another.
    /// </summary>
    /// <param name="change">Creates the new policy from the current one.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <returns>The new policy.</returns>
    /// <exception cref="InvalidPolicyException">A setting is out of range; nothing was changed.</exception>
    public FlowservPolicy Set(Func<FlowservPolicy, FlowservPolicy> change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _context.Store.ChangePolicy(present => Require(present, change(present)), _context.Now, cancellation);
    }

    /// <summary>Describes what a change would do, without doing it.</summary>
    /// <param name="change">Creates the new policy from the current one.</param>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>A text for each setting that would change, such as "WorkFactor: 12 to 13".</returns>
    /// <exception cref="InvalidPolicyException">A setting is out of range.</exception>
    public IReadOnlyList<string> Preview(Func<FlowservPolicy, FlowservPolicy> change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        FlowservPolicy before = Get(cancellation);
        FlowservPolicy after = Require(before, change(before));
        return [.. PolicySettings.Changed(before, after).Select(setting => setting.DescribeChange(before, after))];
    }

    private static FlowservPolicy Require(FlowservPolicy before, FlowservPolicy after)
    {
        foreach (PolicySetting setting in PolicySettings.Changed(before, after))
        {
            if (!setting.Allows(setting.Read(after)))
                throw new InvalidPolicyException(setting.Name, setting.Range);
        }
        return after;
    }
}
