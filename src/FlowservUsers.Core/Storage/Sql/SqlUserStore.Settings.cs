using FlowservUsers.Passwords;
using FlowservUsers.Policy;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    public FlowservPolicy ReadPolicy(CancellationToken cancellation) => Read(SelectPolicy, cancellation);

    public FlowservPolicy ChangePolicy(
        Func<FlowservPolicy, FlowservPolicy> change, DateTimeOffset now, CancellationToken cancellation) => WriteAlone(
        connection =>
        {
            FlowservPolicy before = SelectPolicy(connection);
            FlowservPolicy after = change(before);
            foreach (PolicySetting setting in PolicySettings.Changed(before, after))
            {
                connection.Execute(
                    "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = @value",
                    ("@name", setting.Name), ("@value", setting.Read(after)));
                AddEvent(connection, AuditEventType.PolicyChanged, now, null, null, setting.DescribeChange(before, after));
            }
            return SelectPolicy(connection);
        },
        cancellation);

    internal static FlowservPolicy SelectPolicy(PreparedConnection connection) => SelectSettings(connection).Policy;

    private static (FlowservPolicy Policy, long ForeignHashRounds) SelectSettings(PreparedConnection connection)
    {
        var policy = new FlowservPolicy();
        long foreignHashRounds = 0;
        using var rows = connection.Query("SELECT name, value FROM settings");
        while (rows.Read())
        {
            string name = rows.GetString(0);
            long? value = rows.IsDBNull(1) ? null : rows.GetInt64(1);
            if (name == ForeignHashRounds)
                foreignHashRounds = Math.Clamp(value ?? 0, 0, 1 << StoredBcrypt.GreatestWorkFactor);
            else
                policy = PolicySettings.Apply(policy, name, value);
        }
        return (policy, foreignHashRounds);
    }
}
