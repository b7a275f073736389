namespace FlowservUsers.Policy;

/// <summary>One setting: its range as stored (milliseconds for times), and how it is read from and written to a policy.</summary>
internal sealed record PolicySetting(
    string Name, long Least, long Most, string Range, bool CanBeNone,
    Func<FlowservPolicy, long?> Read, Func<FlowservPolicy, long?, FlowservPolicy> Write)
{
    public bool Allows(long? value) => value is { } some ? some >= Least && some <= Most : CanBeNone;

    /// <summary>The change of the setting, for the audit trail and for a confirmation prompt: "WorkFactor: 12 to 13".</summary>
    public string DescribeChange(FlowservPolicy before, FlowservPolicy after) => $"{Name}: {Show(before)} to {Show(after)}";

    private string Show(FlowservPolicy policy) =>
        typeof(FlowservPolicy).GetProperty(Name)!.GetValue(policy)?.ToString() ?? "none";
}
