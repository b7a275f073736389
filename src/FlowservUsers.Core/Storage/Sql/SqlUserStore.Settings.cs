using FlowservUsers.Policy;

namespace FlowservUsers.Storage.Sql;

internal abstract partial class SqlUserStore
{
    public FlowservPolicy ReadPolicy(CancellationToken cancellation) => Read(SelectPolicy, cancellation);

    public void WriteSettings(
        IReadOnlyDictionary<string, long?> settings, IReadOnlyList<string> details, DateTimeOffset now, CancellationToken cancellation) => Write(
        connection =>
        {
            foreach ((string name, long? value) in settings)
            {
                connection.Execute(
                    "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = @value",
                    ("@name", name), ("@value", value));
            }
            foreach (string detail in details)
                AddEvent(connection, AuditEventType.PolicyChanged, now, null, null, detail);
        },
        cancellation);

    internal static FlowservPolicy SelectPolicy(PreparedConnection connection)
    {
        var policy = new FlowservPolicy();
        using var rows = connection.Query("SELECT name, value FROM settings");
        while (rows.Read())
            policy = PolicySettings.Apply(policy, rows.GetString(0), rows.IsDBNull(1) ? null : rows.GetInt64(1));
        return policy;
    }
}
