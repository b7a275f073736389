using FlowservUsers.Passwords;
using FlowservUsers.Storage.PostgreSql;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Benchmarks.Databases;

/// <summary>
/// A database of many users with one password: each has a registration event, and every fourth a session.
/// </summary>
internal sealed class SampleDatabase : IDisposable
{
    public const string Password = "correct horse battery";

    /// <summary>A prefix of exactly 100 names, in a database of 1,000 or more users.</summary>
    public const string PrefixOfHundred = "user00001";

    private int _added;

    public SampleDatabase(string path, int users, int workFactor)
    {
        Path = path;
        Users = users;
        Service = LocalUserService.Open(path, new LocalUserServiceOptions { CreateDatabase = true });
        Service.Policy.Set(Service.Policy.Get() with { WorkFactor = workFactor });
        PasswordHash hash = Service.Context.Hasher.Hash(Password, workFactor);
        if (PostgreSqlAddress.IsAddress(path))
            ServerRows.Fill(path, users, hash);
        else
            Fill(hash);
        if (users > 0)
            ApiKey = Secret.Reveal(Service.LoginUser(Name(0), Password).ApiKey);
    }

    public string Path { get; }

    public int Users { get; }

    public LocalUserService Service { get; }

    /// <summary>A key of the first user.</summary>
    public string ApiKey { get; } = "";

    public static string Name(int number) => $"user{number:0000000}";

    public string RandomName() => Name(Random.Shared.Next(Users));

    /// <summary>An unused name.</summary>
    public string NewName() => $"new{Interlocked.Increment(ref _added)}";

    public void Execute(string sql, params IEnumerable<(string Name, object Value)> parameters)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    public void Dispose() => Service.Dispose();

    private void Fill(PasswordHash hash) => Execute(
        """
        PRAGMA synchronous = OFF;
        PRAGMA cache_size = -500000;
        BEGIN;
        WITH RECURSIVE numbers (number) AS (SELECT 0 WHERE @users > 0 UNION ALL SELECT number + 1 FROM numbers WHERE number + 1 < @users)
        INSERT INTO users (
            username_key, id, username, status, password_scheme, password_hash, created_at, activated_at, last_login_at, password_changed_at)
        SELECT printf('user%07d', number), lower(hex(randomblob(16))), printf('user%07d', number), 1, @scheme, @hash,
               @now, @now, CASE WHEN number % 2 = 0 THEN @now END, @now
        FROM numbers;
        INSERT INTO audit_events (id, occurred_at, type, user_id, username)
        SELECT (created_at << 15) + CAST(substr(username, 5) AS INTEGER), (created_at + CAST(substr(username, 5) AS INTEGER) / 32768), 'UserRegistered', id, username FROM users;
        INSERT INTO sessions (key_hash, id, user_id, key_prefix, created_at, last_used_at, expires_at)
        SELECT randomblob(32), substr(id, 1, 12), id, 'fsk_0000', @now, @now, @now + 86400000 FROM users WHERE id < '4';
        COMMIT;
        PRAGMA wal_checkpoint(TRUNCATE);
        """,
        ("@users", Users), ("@scheme", hash.Scheme), ("@hash", hash.Value), ("@now", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
}
