namespace FlowservUsers.Policy;

/// <summary>Reads and changes the rules that every process using the database obeys.</summary>
public sealed class UserPolicy
{
    private readonly ServiceContext _context;

    internal UserPolicy(ServiceContext context) => _context = context;

    /// <summary>Reads the policy as it is now.</summary>
    /// <param name="cancellation">Stops the operation.</param>
    /// <returns>The policy.</returns>
    public FlowservPolicy Get(CancellationToken cancellation = default) => _context.Store.ReadPolicy(cancellation);

    /// <summary>Changes the settings that differ from the present ones; each is a PolicyChanged audit event.</summary>
    /// <param name="policy">The policy as it is to be.</param>
    /// <param name="cancellation">Stops the operation; then nothing was changed.</param>
    /// <exception cref="InvalidPolicyException">A setting is out of range; nothing was changed.</exception>
    public void Set(FlowservPolicy policy, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        FlowservPolicy before = Get(cancellation);
        List<PolicySetting> changed = [.. PolicySettings.All.Where(setting => setting.Read(policy) != setting.Read(before))];
        if (changed.Find(setting => !setting.Allows(setting.Read(policy))) is { } invalid)
            throw new InvalidPolicyException(invalid.Name, invalid.Range);
        if (changed.Count == 0)
            return;

        _context.Store.WriteSettings(
            changed.ToDictionary(setting => setting.Name, setting => setting.Read(policy)),
            [.. changed.Select(setting => $"{setting.Name}: {Show(setting, before)} to {Show(setting, policy)}")],
            _context.Now,
            cancellation);
    }

    private static string Show(PolicySetting setting, FlowservPolicy policy) =>
        typeof(FlowservPolicy).GetProperty(setting.Name)!.GetValue(policy)?.ToString() ?? "none";
}
