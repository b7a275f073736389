using FlowservUsers.Passwords;
using FlowservUsers.Tests;
using Npgsql;

namespace FlowservUsers.Benchmarks.Databases;

/// <summary>Fills a database of a PostgreSQL server with the same users as a file.</summary>
internal static class ServerRows
{
    // As every server does after many changes, but now and not during the measurement.
    private const string Tidy = "VACUUM ANALYZE; CHECKPOINT";

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its URL.</returns>
    public static string CreateDatabase(PostgreSqlServer server, string name)
    {
        Execute(server.Url(), $"CREATE DATABASE {name}");
        return server.Url(name);
    }

    public static void Fill(string url, int users, PasswordHash hash)
    {
        Execute(
            url,
            """
            INSERT INTO users (
                username_key, id, username, status, password_scheme, password_hash, created_at, activated_at, last_login_at, password_changed_at)
            SELECT name, replace(gen_random_uuid()::text, '-', ''), name, 1, @scheme, @hash, @now, @now, CASE WHEN number % 2 = 0 THEN @now END, @now
            FROM generate_series(0, @users - 1) AS number, LATERAL (SELECT 'user' || lpad(number::text, 7, '0') AS name) AS named
            """,
            ("@users", users), ("@scheme", hash.Scheme), ("@hash", hash.Value), ("@now", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        Execute(
            url,
            """
            INSERT INTO audit_events (id, occurred_at, type, user_id, username)
            SELECT (@now + number) << 15, @now + number, 'UserRegistered', id, username
            FROM (SELECT id, username, row_number() OVER (ORDER BY username_key) - @users AS number FROM users) AS numbered
            """,
            ("@users", (long)users), ("@now", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        Execute(
            url,
            """
            INSERT INTO sessions (key_hash, id, user_id, key_prefix, created_at, last_used_at, expires_at)
            SELECT sha256(gen_random_uuid()::text::bytea), left(id, 12), id, 'fsk_0000', created_at, created_at, created_at + 86400000
            FROM users WHERE id < '4'
            """);
        foreach (string statement in Tidy.Split(';'))
            Execute(url, statement);
    }

    private static void Execute(string url, string sql, params IEnumerable<(string Name, object Value)> parameters)
    {
        var address = new Uri(url);
        using var connection = new NpgsqlConnection(
            $"Host={address.Host};Port={address.Port};Username={address.UserInfo};Database={address.AbsolutePath[1..]};Search Path=flowserv;Pooling=false;Command Timeout=0");
        connection.Open();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
