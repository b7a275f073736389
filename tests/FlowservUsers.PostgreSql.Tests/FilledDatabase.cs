using FlowservUsers.Core.Tests;
using FlowservUsers.Core.Tests.Storage;
using FlowservUsers.Storage.PostgreSql;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>A database with tens of thousands of rows in each table, on which every operation of the store was run.</summary>
public sealed class FilledDatabase : IDisposable
{
    private readonly TestDatabase _database = new();

    public FilledDatabase()
    {
        new StoreExercise(Store).Run();
        // None of this has expired, and no operation that names some users or rows has asked for these.
        TestStorage.Execute(
            Location,
            """
            INSERT INTO users (username_key, id, username, status, password_scheme, password_hash, created_at, password_changed_at)
            SELECT 'zz' || number, md5(number::text), 'zz' || number, 1, '', '', 9e12 + number, 0 FROM generate_series(1, 30000) AS number;
            INSERT INTO sessions SELECT sha256(id::bytea), left(id, 12), id, NULL, 'fsk_', created_at, created_at, created_at FROM users WHERE username_key LIKE 'zz%';
            INSERT INTO password_resets SELECT id, sha256(id::bytea), created_at, created_at FROM users WHERE username_key LIKE 'zz%';
            INSERT INTO audit_events (id, occurred_at, type, user_id, username)
            SELECT created_at << 15, created_at, 'UserRegistered', id, username FROM users WHERE username_key LIKE 'zz%';
            INSERT INTO unknown_logins SELECT sha256(id::bytea), 1, created_at, NULL FROM users WHERE username_key LIKE 'zz%' LIMIT 9000;
            ANALYZE
            """);
    }

    internal string Location => _database.Path;

    internal PostgreSqlUserStore Store => (PostgreSqlUserStore)_database.Service.Context.Store;

    public void Dispose() => _database.Dispose();
}
