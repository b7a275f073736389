using Microsoft.Data.Sqlite;

namespace FlowservUsers.Benchmarks.Baselines;

/// <summary>Reads users by hand: one query over all, by ordinals.</summary>
internal static class BareReader
{
    public const string Columns =
        "users.id, users.username, users.status, users.created_at, users.activated_at, users.last_login_at, "
        + "users.password_changed_at, users.failed_logins, users.locked_until";

    public static IEnumerable<FlowservUser> ReadAll(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM users WHERE status = 1 ORDER BY username_key";
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
            yield return Read(row);
    }

    public static FlowservUser Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Username = row.GetString(1),
        Status = (UserStatus)row.GetInt32(2),
        CreatedAt = Time(row, 3),
        ActivatedAt = row.IsDBNull(4) ? null : Time(row, 4),
        LastLoginAt = row.IsDBNull(5) ? null : Time(row, 5),
        PasswordChangedAt = Time(row, 6),
        FailedLogins = row.GetInt32(7),
        LockedUntil = row.IsDBNull(8) ? null : Time(row, 8),
    };

    private static DateTimeOffset Time(SqliteDataReader row, int ordinal) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(ordinal));
}
