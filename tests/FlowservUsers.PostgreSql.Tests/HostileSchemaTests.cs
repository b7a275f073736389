using FlowservUsers.Core.Tests;
using FlowservUsers.Core.Tests.Storage;
using FlowservUsers.Storage.Copying;
using FlowservUsers.Storage.PostgreSql;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>What others put into a database does not run in the name of who uses it.</summary>
public sealed class HostileSchemaTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly string _role = "role_" + Guid.NewGuid().ToString("N");

    public HostileSchemaTests() => TestStorage.Execute(_database.Path, $"CREATE ROLE {_role} LOGIN PASSWORD 'x'");

    public void Dispose()
    {
        TestStorage.Execute(_database.Path, $"DROP OWNED BY {_role} CASCADE; DROP ROLE {_role}");
        _database.Dispose();
    }

    /// <summary>
    /// Operators and functions for every pair of types, also those for which PostgreSQL has none of its own, in the very
    /// schema of the tables, where whoever connects looks for them: one of them would run wherever a statement leaves the
    /// choice to the types.
    /// </summary>
    [Fact]
    public void No_statement_runs_an_operator_or_a_function_that_is_not_of_PostgreSQL()
    {
        TestStorage.Execute(
            _database.Path,
            """
            CREATE FUNCTION pg_temp.try(statement text) RETURNS void LANGUAGE plpgsql AS
                $$ BEGIN EXECUTE statement; EXCEPTION WHEN duplicate_function THEN NULL; END $$;
            DO $plant$
            DECLARE
                types text[] := ARRAY['smallint', 'integer', 'bigint', 'numeric', 'text', 'varchar', 'name', 'regclass', 'bytea', 'boolean'];
                signs text[] := ARRAY['=', '<>', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '&', '<<', '>>', '||'];
                unary text[] := ARRAY['lower', 'length', 'min', 'max', 'count', 'version', 'current_database', 'pg_database_size', 'current_setting', 'nextval'];
                binary_ text[] := ARRAY['setval', 'substr', 'pg_get_serial_sequence', 'current_setting', 'pg_has_role'];
                body text := 'RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE ''hostile''; END $$';
                one text; other text; called text;
            BEGIN
                FOREACH one IN ARRAY types LOOP
                    FOREACH called IN ARRAY unary LOOP
                        PERFORM pg_temp.try(format('CREATE FUNCTION flowserv.%s(%s) %s', called, one, body));
                        PERFORM pg_temp.try(format('CREATE FUNCTION flowserv.%s() %s', called, body));
                    END LOOP;
                    FOREACH other IN ARRAY types LOOP
                        FOREACH called IN ARRAY binary_ LOOP
                            PERFORM pg_temp.try(format('CREATE FUNCTION flowserv.%s(%s, %s) %s', called, one, other, body));
                        END LOOP;
                        PERFORM pg_temp.try(format('CREATE FUNCTION flowserv.hostile(%s, %s) %s', one, other, body));
                        FOREACH called IN ARRAY signs LOOP
                            PERFORM pg_temp.try(format('CREATE OPERATOR flowserv.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = flowserv.hostile)', called, one, other));
                        END LOOP;
                    END LOOP;
                END LOOP;
            END $plant$
            """);
        TestStorage.Execute(_database.Path, $"ALTER DATABASE {TestStorage.Name(_database.Path)} SET search_path = flowserv");
        using LocalUserService service = _database.Open();
        var store = (PostgreSqlUserStore)service.Context.Store;
        new StoreExercise(store).Run();
        store.Describe(_database.Clock.GetUtcNow(), Keys.KeySearch.OfUser, CancellationToken.None);
        string copy = TestStorage.NewLocation("");
        service.Database.CopyTo(copy);
        TestStorage.Execute(
            _database.Path,
            $"TRUNCATE {string.Join(", ", CopiedTable.All.Where(table => table.Name != CopiedTable.Keys).Select(table => $"flowserv.{table.Name}"))}");
        using (LocalUserService source = LocalUserService.Open(copy))
            source.Database.CopyTo(_database.Path);
        TestStorage.Free(copy);
        TestStorage.Execute(_database.Path, $"ALTER DATABASE {TestStorage.Name(_database.Path)} RESET search_path");
    }

    [Fact]
    public void A_temporary_table_does_not_shadow_a_table_of_the_database()
    {
        PostgreSqlSettings settings = PostgreSqlSettings.Resolve(PostgreSqlAddress.Parse(_database.Path), TimeSpan.FromSeconds(30), _ => null);
        using var connections = new PostgreSqlConnections(settings, TimeSpan.FromSeconds(30));
        using PostgreSqlConnection connection = connections.Take(CancellationToken.None);
        connection.Execute("CREATE TEMPORARY TABLE users (id TEXT)");
        _database.Register();

        Assert.Equal(1L, connection.First("SELECT count(*) FROM users", row => row.GetInt64(0)));
    }

    [Fact]
    public void Another_role_s_schema_is_refused_before_anything_in_it_is_read()
    {
        GiveSchemaTo(_role);
        TestStorage.Execute(
            _database.Path,
            """
            ALTER TABLE flowserv.schema_version RENAME TO kept;
            CREATE FUNCTION flowserv.trap() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RAISE 'the trap was run'; END $$;
            CREATE VIEW flowserv.schema_version AS SELECT 1::bigint AS id, flowserv.trap() AS version
            """);

        foreach (bool create in new[] { false, true })
        {
            var error = Assert.Throws<DatabaseUnavailableException>(() => _database.Open(create));
            Assert.Contains(_role, error.Message, StringComparison.Ordinal);
            Assert.Contains("SET flowserv.owner", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_role_s_schema_is_used_if_the_owner_of_the_database_allows_it()
    {
        string name = TestStorage.Name(_database.Path);
        GiveSchemaTo(_role);
        TestStorage.Execute(name, $"ALTER DATABASE {name} SET flowserv.owner = '{_role}'");
        try
        {
            _database.Open().Dispose();
        }
        finally
        {
            TestStorage.Execute(name, $"ALTER DATABASE {name} RESET flowserv.owner; ALTER SCHEMA flowserv OWNER TO {PostgreSqlServer.Owner}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_role_s_table_is_refused(bool isFirst)
    {
        string name = TestStorage.Name(_database.Path);
        TestStorage.Execute(name, isFirst
            ? $"DROP SCHEMA flowserv CASCADE; CREATE SCHEMA flowserv; GRANT CREATE, USAGE ON SCHEMA flowserv TO {_role}; SET ROLE {_role}; CREATE TABLE flowserv.schema_version (id BIGINT PRIMARY KEY, version BIGINT); CREATE TABLE flowserv.users (password_hash TEXT)"
            : $"ALTER TABLE flowserv.users OWNER TO {_role}");

        var error = Assert.Throws<DatabaseUnavailableException>(() => _database.Open(create: true));
        Assert.Contains(_role, error.Message, StringComparison.Ordinal);
        Assert.Contains("table", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_role_s_empty_schema_is_not_used()
    {
        TestStorage.Execute(_database.Path, $"DROP SCHEMA flowserv CASCADE; CREATE SCHEMA flowserv AUTHORIZATION {_role}");

        Assert.Contains(_role, Assert.Throws<DatabaseUnavailableException>(() => _database.Open(create: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_of_a_group_of_the_user_or_of_the_owner_of_the_database_is_used()
    {
        string group = "group_" + Guid.NewGuid().ToString("N");
        string name = TestStorage.Name(_database.Path);
        TestStorage.Execute(
            name, $"CREATE ROLE {group}; GRANT USAGE ON SCHEMA flowserv TO {_role}; GRANT SELECT ON ALL TABLES IN SCHEMA flowserv TO {_role}");
        try
        {
            GiveSchemaTo(group);
            Assert.Throws<DatabaseUnavailableException>(OpenAsRole);
            TestStorage.Execute(name, $"GRANT {group} TO {_role}");
            OpenAsRole();
            TestStorage.Execute(name, $"REVOKE {group} FROM {_role}; ALTER DATABASE {name} OWNER TO {group}");
            OpenAsRole();
            // The role that stands for the owner came with version 14.
            if (ServerFixture.Server.Version < 14)
                return;
            GiveSchemaTo("pg_database_owner");
            OpenAsRole();
        }
        finally
        {
            TestStorage.Execute(name, $"ALTER DATABASE {name} OWNER TO {PostgreSqlServer.Owner}; DROP OWNED BY {group} CASCADE; DROP ROLE {group}");
        }
    }

    // Like another role that is faster between the owner check and the creation.
    [Theory]
    [InlineData("CREATE SCHEMA", "SCHEMA flowserv")]
    [InlineData("CREATE TABLE", "TABLE flowserv.users")]
    public void Objects_that_another_role_creates_during_the_creation_are_refused(string command, string taken)
    {
        TestStorage.Execute(
            _database.Path,
            $"""
            DROP SCHEMA flowserv CASCADE;
            CREATE FUNCTION public.take() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN IF '{command}' = 'CREATE SCHEMA' OR to_regclass('flowserv.users') IS NOT NULL THEN EXECUTE 'ALTER {taken} OWNER TO {_role}'; END IF; END $$;
            CREATE EVENT TRIGGER take ON ddl_command_end WHEN TAG IN ('{command}') EXECUTE FUNCTION public.take()
            """);
        try
        {
            var error = Assert.Throws<DatabaseUnavailableException>(() => _database.Open(create: true));
            Assert.Contains($"belongs to the role '{_role}'", error.Message, StringComparison.Ordinal);
            Assert.Equal(DBNull.Value, _database.Query("SELECT to_regclass('flowserv.users')::text"));
        }
        finally
        {
            TestStorage.Execute(_database.Path, "DROP EVENT TRIGGER take; DROP FUNCTION public.take()");
        }
    }

    private void GiveSchemaTo(string role) => TestStorage.Execute(_database.Path, $"ALTER SCHEMA flowserv OWNER TO {role}");

    private void OpenAsRole() =>
        LocalUserService.Open(_database.Path.Replace($"{PostgreSqlServer.Owner}@", $"{_role}:x@", StringComparison.Ordinal)).Dispose();
}
