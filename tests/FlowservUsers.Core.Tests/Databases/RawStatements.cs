using FlowservUsers.Storage.Sql;

namespace FlowservUsers.Core.Tests.Databases;

/// <summary>Statements on the database of a test, past the service.</summary>
internal static class RawStatements
{
    public static void Execute(this TestDatabase database, string sql, params (string Name, object? Value)[] parameters)
    {
        using PreparedConnection connection = Connect(database);
        connection.Execute(sql, parameters);
    }

    /// <summary>Reads a number.</summary>
    public static long Scalar(this TestDatabase database, string sql)
    {
        using PreparedConnection connection = Connect(database);
        return connection.First(sql, row => row.GetInt64(0));
    }

    /// <summary>The audit events of a user in order, as "type|name|detail".</summary>
    public static IReadOnlyList<string> Events(this TestDatabase database, string userId)
    {
        using PreparedConnection connection = Connect(database);
        return connection.All(
            "SELECT type || '|' || username || '|' || coalesce(detail, '') FROM audit_events WHERE user_id = @id ORDER BY id",
            row => row.GetString(0),
            ("@id", userId));
    }

    private static PreparedConnection Connect(TestDatabase database) => new(database.Connect());
}
