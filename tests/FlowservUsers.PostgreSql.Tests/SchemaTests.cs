using System.Data.Common;
using FlowservUsers.Core.Tests;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Storage.Sql;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

public sealed class SchemaTests : IDisposable
{
    private static readonly byte[] Version1Key = [.. Enumerable.Range(1, HashingKey.Length).Select(number => (byte)number)];

    private readonly string _location = TestStorage.NewLocation("");
    private readonly string _name;

    public SchemaTests() => _name = _location.Split('/')[^1];

    public void Dispose() => TestStorage.Free(_location);

    [Fact]
    public void Ten_processes_can_create_a_database_at_once()
    {
        using var begin = new Barrier(10);
        string[] keys = new string[10];
        Thread[] threads = [.. Enumerable.Range(0, keys.Length).Select(index => new Thread(() =>
        {
            begin.SignalAndWait();
            using IUserStore store = Open(create: true);
            keys[index] = store.ReadHashingKeys()[^1].Id;
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(keys, key => Assert.Equal(keys[0], key));
    }

    [Fact]
    public void A_creation_that_was_interrupted_is_completed()
    {
        using (Open(create: true))
        {
        }
        // As on a database system that does not roll back the creation of tables.
        TestStorage.Execute(_name, "UPDATE flowserv.schema_version SET version = 0; DROP TABLE flowserv.audit_events; DROP TABLE flowserv.sessions");

        Assert.Throws<DatabaseNotFoundException>(() => Open(create: false));
        using IUserStore store = Open(create: true);
        Assert.Empty(store.ListAuditEvents(new AuditFilter()));
    }

    [Fact]
    public void A_newer_version_is_refused_and_left_as_it_is()
    {
        using (Open(create: true))
        {
        }
        TestStorage.Execute(_name, "UPDATE flowserv.schema_version SET version = 99");

        Assert.Throws<DatabaseVersionNotSupportedException>(() => Open(create: true));
        Assert.Throws<DatabaseVersionNotSupportedException>(() => Open(create: false));
    }

    [Fact]
    public void A_database_of_version_1_is_migrated_by_whoever_comes_first()
    {
        MakeVersion1();
        using var begin = new Barrier(5);
        Exception?[] errors = new Exception?[5];
        Thread[] threads = [.. Enumerable.Range(0, errors.Length).Select(index => new Thread(() => errors[index] = Record.Exception(() =>
        {
            begin.SignalAndWait();
            using LocalUserService service = LocalUserService.Open(_location);
            Assert.Equal("alice", service.Sessions.Login("alice", TestDatabase.GoodPassword).Username);
        })))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(errors, Assert.Null);
        Assert.Equal(2L, Query("SELECT version FROM flowserv.schema_version"));
        Assert.Equal(new HashingKey(Version1Key).Id, Query("SELECT password_key_id FROM flowserv.users WHERE username = 'alice'"));
        Assert.DoesNotContain("secret_keys", (string)Query("SELECT string_agg(table_name, ',') FROM information_schema.tables WHERE table_schema = 'flowserv'")!);
    }

    [Fact]
    public void A_description_leaves_a_database_of_version_1_as_it_is()
    {
        MakeVersion1();
        FlowservDatabase facts = FlowservUsers.Databases.UserDatabase.Describe(_location);
        Assert.Equal((1, 1L), (facts.SchemaVersion, facts.Users));
        Assert.Empty(facts.HashingKeys);
        Assert.Equal(1L, Query("SELECT version FROM flowserv.schema_version"));

        Open(create: false).Dispose();
        Assert.Equal(2, FlowservUsers.Databases.UserDatabase.Describe(_location).SchemaVersion);
    }

    [Fact]
    public void A_migration_that_fails_leaves_version_1()
    {
        MakeVersion1();
        TestStorage.Execute(_name, "DELETE FROM flowserv.secret_keys");

        Assert.Throws<DatabaseUnavailableException>(() => Open(create: false));
        Assert.Equal(1L, Query("SELECT version FROM flowserv.schema_version"));
        Assert.Equal(0L, Query("SELECT count(*) FROM information_schema.columns WHERE table_schema = 'flowserv' AND column_name = 'password_key_id'"));
    }

    [Fact]
    public void Another_program_s_schema_is_refused_and_not_changed()
    {
        TestStorage.Execute(_name, "CREATE SCHEMA flowserv; CREATE TABLE flowserv.users (id INT)");

        Assert.Throws<NotAFlowservDatabaseException>(() => Open(create: true));
        Assert.Throws<NotAFlowservDatabaseException>(() => Open(create: true));
    }

    [Fact]
    public void Tables_of_other_programs_in_the_same_database_do_no_harm()
    {
        TestStorage.Execute(_name, "CREATE TABLE IF NOT EXISTS public.users (id INT)");

        using IUserStore store = Open(create: true);
        Assert.Empty(store.ListUsers(new UserFilter()));
    }

    [Fact]
    public void A_schema_that_an_administrator_made_for_the_role_is_used()
    {
        string role = "role_" + Guid.NewGuid().ToString("N");
        TestStorage.Execute(_name, $"CREATE ROLE {role} LOGIN PASSWORD 'x'; CREATE SCHEMA flowserv AUTHORIZATION {role}");
        try
        {
            LocalUserService.Open(_location.Replace("flowserv@", $"{role}:x@", StringComparison.Ordinal), new LocalUserServiceOptions { CreateDatabase = true }).Dispose();
        }
        finally
        {
            TestStorage.Execute(_name, $"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public void A_database_that_does_not_store_Unicode_is_refused()
    {
        string name = "latin_" + Guid.NewGuid().ToString("N");
        TestStorage.Execute("postgres", $"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try
        {
            var error = Assert.Throws<DatabaseUnavailableException>(
                () => LocalUserService.Open(ServerFixture.Server.Url(name), new LocalUserServiceOptions { CreateDatabase = true }));
            Assert.Contains("LATIN1", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            TestStorage.Execute("postgres", $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private void MakeVersion1()
    {
        PasswordHash hash = new PasswordHasher(Version1Key).Hash(TestDatabase.GoodPassword, 4);
        TestStorage.Execute(
            _name,
            $"""
            CREATE SCHEMA flowserv; SET search_path = flowserv;
            CREATE TABLE schema_version (id BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL); INSERT INTO schema_version VALUES (1, 1);
            {SchemaScripts.Read("postgresql-001.sql")}
            INSERT INTO secret_keys VALUES ('password', '\x{Convert.ToHexString(Version1Key)}');
            INSERT INTO settings VALUES ('WorkFactor', 4);
            INSERT INTO users (username_key, id, username, status, password_scheme, password_hash, created_at, password_changed_at)
            VALUES ('alice', '{Guid.NewGuid():N}', 'alice', 1, '{hash.Scheme}', '{hash.Value}', 0, 0)
            """);
    }

    private object? Query(string sql)
    {
        using DbConnection connection = TestStorage.Connect(_location);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private IUserStore Open(bool create) =>
        UserStores.Open(DatabaseLocation.Parse(_location), new LocalUserServiceOptions { CreateDatabase = create }, CancellationToken.None);
}
