using FlowservUsers.Core.Tests;
using FlowservUsers.Core.Tests.Importing;
using FlowservUsers.Importing;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>A database of flowserv-core on a server: its users are imported, and it is not changed.</summary>
public sealed class FlowservServerTests : IDisposable
{
    private const string Later = "2026-03-01T13:00:00.123456";

    // As SQLAlchemy creates them on PostgreSQL.
    private const string Schema =
        """
        CREATE TABLE public.api_user (user_id VARCHAR(32) NOT NULL PRIMARY KEY, secret VARCHAR(512) NOT NULL, name VARCHAR(256) NOT NULL, active BOOLEAN NOT NULL);
        CREATE TABLE public.api_key (user_id VARCHAR(32) NOT NULL PRIMARY KEY REFERENCES public.api_user, value VARCHAR(32) UNIQUE, expires VARCHAR(32) NOT NULL);
        CREATE TABLE public.password_request (user_id VARCHAR(32) NOT NULL PRIMARY KEY REFERENCES public.api_user, request_id VARCHAR(32) UNIQUE, expires VARCHAR(32) NOT NULL);
        CREATE TABLE public.workflow_group (group_id VARCHAR(32) NOT NULL PRIMARY KEY)
        """;

    private readonly TestDatabase _target = new();
    private readonly string _source = $"flowserv_{Guid.NewGuid():N}";
    private readonly string _role = $"role_{Guid.NewGuid():N}";

    public FlowservServerTests()
    {
        TestStorage.Execute("postgres", $"CREATE DATABASE {_source}");
        TestStorage.Execute("postgres", $"CREATE ROLE {_role} LOGIN PASSWORD 'x'");
        Execute(Schema);
    }

    public void Dispose()
    {
        _target.Dispose();
        TestStorage.Execute("postgres", $"DROP DATABASE {_source} WITH (FORCE)");
        TestStorage.Execute("postgres", $"DROP ROLE {_role}");
    }

    [Fact]
    public void Users_are_imported_with_every_password_valid_key_and_open_request()
    {
        string alice = AddUser("alice"), key = FlowservFile.NewId(), request = FlowservFile.NewId();
        string bob = AddUser("bob", active: false);
        AddUser("ALICE");
        AddUser("\u65e5\u672c \U0001F600");
        Execute($"INSERT INTO api_key VALUES ('{alice}', '{key}', '{Later}'), ('{bob}', '{FlowservFile.NewId()}', '{Later}')");
        Execute($"INSERT INTO password_request VALUES ('{bob}', '{request}', '{Later}')");
        Execute($"INSERT INTO api_user VALUES ('00000000', 'x', 'admin', true), ('{FlowservFile.NewId()}', 'rubbish', 'carol', true), ('{FlowservFile.NewId()}', 'x', E'a\\nb', true)");

        IReadOnlyList<FlowservImportResult> results = FlowservImport.Read(Url(), TimeZoneInfo.Utc).Run(_target.Service);

        Assert.Equal(["alice", "bob", "\u65e5\u672c \U0001F600"], results.Where(result => result.Imported).Select(result => result.Username));
        Assert.Equal(3, results.Count(result => result.Reason is not null));
        Assert.Equal(alice, _target.Service.LoginUser("alice", FlowservFile.Password).UserId);
        Assert.Equal("\u65e5\u672c \U0001F600", _target.Service.LoginUser("\u65e5\u672c \U0001F600", FlowservFile.Password).Username);
        Assert.Equal(alice, _target.Service.WhoAmIUser(key).Id);
        Assert.Equal(UserStatus.Pending, _target.Service.ResetPassword(request, "another good password").Status);
        Assert.All(FlowservImport.Read(Url(), TimeZoneInfo.Utc).Run(_target.Service), result => Assert.False(result.Imported));
    }

    [Fact]
    public void The_right_to_read_three_tables_is_enough_and_missing_rights_are_reported()
    {
        AddUser("alice");
        string url = $"postgresql+psycopg2://{_role}:x@127.0.0.1:{ServerFixture.Server.Port}/{_source}";
        Execute($"GRANT SELECT ON api_user, api_key TO {_role}");
        var error = Assert.Throws<DatabaseUnavailableException>(() => FlowservImport.Read(url, TimeZoneInfo.Utc));
        Assert.Contains("SELECT on all rows of api_user, api_key and password_request", error.Message);
        Assert.DoesNotContain(":x@", error.Message);

        Execute($"GRANT SELECT ON password_request TO {_role}");
        FlowservImport import = FlowservImport.Read(url, TimeZoneInfo.Utc);

        Assert.Equal(1, import.Count);
        Assert.DoesNotContain(":x@", import.Source);
    }

    [Fact]
    public void Tables_in_another_schema_are_found_as_flowserv_finds_them()
    {
        AddUser("alice");
        Execute("CREATE SCHEMA \"My Schema\"; ALTER TABLE api_user SET SCHEMA \"My Schema\"; ALTER TABLE api_key SET SCHEMA \"My Schema\"; ALTER TABLE password_request SET SCHEMA \"My Schema\"");
        Assert.Throws<NotAFlowservDatabaseException>(() => FlowservImport.Read(Url(), TimeZoneInfo.Utc));

        Execute($"ALTER DATABASE {_source} SET search_path = \"My Schema\", public");

        Assert.Equal(1, FlowservImport.Read(Url(), TimeZoneInfo.Utc).Count);
    }

    [Theory]
    [InlineData("a view", "ALTER TABLE api_key RENAME TO k; CREATE VIEW api_key AS SELECT user_id, value, trap(expires) AS expires FROM k")]
    [InlineData("row security", "ALTER TABLE api_key ENABLE ROW LEVEL SECURITY; ALTER TABLE api_key FORCE ROW LEVEL SECURITY; CREATE POLICY p ON api_key USING (trap(value) IS NOT NULL)")]
    [InlineData("another type", "CREATE DOMAIN d AS text CHECK (length(value) > 0); ALTER TABLE api_key ALTER COLUMN value TYPE d")]
    [InlineData("a generated column", "ALTER TABLE api_key DROP COLUMN expires; ALTER TABLE api_key ADD expires varchar(32) GENERATED ALWAYS AS (left(value, 3)) STORED")]
    [InlineData("an operator", "CREATE FUNCTION evil(varchar, varchar) RETURNS boolean LANGUAGE sql AS 'SELECT trap($1) = $2'; CREATE OPERATOR public.= (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = evil); ALTER DATABASE {0} SET search_path = public, pg_catalog")]
    public void Code_of_others_is_not_run(string trap, string sql)
    {
        Execute($"INSERT INTO api_key VALUES ('{AddUser("alice")}', '{FlowservFile.NewId()}', '{Later}')");
        Execute("CREATE FUNCTION trap(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'sprung'; END $$");
        Execute($"GRANT SELECT ON api_user, api_key, password_request TO {_role}");
        Execute(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, _source));
        Execute($"GRANT SELECT ON api_key TO {_role}");

        Exception? error = Record.Exception(() => Assert.Equal(1, FlowservImport.Read($"postgresql://{_role}:x@127.0.0.1:{ServerFixture.Server.Port}/{_source}", TimeZoneInfo.Utc).Count));

        Assert.True(error is null or NotAFlowservDatabaseException or DatabaseUnavailableException, trap);
        Assert.DoesNotContain("sprung", $"{error}");
    }

    [Fact]
    public void Values_that_are_too_long_are_not_read_and_the_rest_is_imported()
    {
        Execute("ALTER TABLE api_user ALTER name TYPE text, ALTER secret TYPE text, ALTER user_id TYPE text");
        Execute($"INSERT INTO api_user VALUES ('{FlowservFile.NewId()}', 'x', repeat('n', 2049), true), ('{FlowservFile.NewId()}', repeat('s', 1025), 'bob', true), (repeat('0', 101), 'x', 'carol', true)");
        AddUser("alice");

        IReadOnlyList<FlowservImportResult> results = FlowservImport.Read(Url(), TimeZoneInfo.Utc).Run(_target.Service);

        Assert.Equal(
            ["the name is not text, or far too long", "the stored hash of the password cannot be read", "the identifier is not 32 hexadecimal digits", null],
            results.Select(result => result.Reason));
        Assert.All(results, result => Assert.InRange(result.Username.Length, 0, 10));
    }

    [Theory]
    [InlineData("api_user", "INSERT INTO api_user SELECT '{0}', 'x', 'alice', true FROM generate_series(1, 2)")]
    [InlineData("api_key", "INSERT INTO api_key SELECT '{0}', NULL, 'x' FROM generate_series(1, 2)")]
    [InlineData("password_request", "INSERT INTO password_request SELECT '{0}', NULL, 'x' FROM generate_series(1, 2)")]
    public void Rows_that_repeat_an_identifier_are_refused(string table, string sql)
    {
        Execute("ALTER TABLE api_key DROP CONSTRAINT api_key_pkey, DROP CONSTRAINT api_key_user_id_fkey; ALTER TABLE password_request DROP CONSTRAINT password_request_pkey, DROP CONSTRAINT password_request_user_id_fkey; ALTER TABLE api_user DROP CONSTRAINT api_user_pkey");
        Execute(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, FlowservFile.NewId()));

        Assert.Contains($"{table} has several rows", Assert.Throws<NotAFlowservDatabaseException>(() => FlowservImport.Read(Url(), TimeZoneInfo.Utc)).Message);
    }

    [Fact]
    public void Locked_tables_are_reported_as_busy()
    {
        using System.Data.Common.DbConnection other = TestStorage.Connect(_source);
        using System.Data.Common.DbCommand command = other.CreateCommand();
        command.CommandText = "BEGIN; LOCK TABLE public.api_key IN ACCESS EXCLUSIVE MODE";
        command.ExecuteNonQuery();

        Assert.Throws<DatabaseBusyException>(() => FlowservImport.Read(Url(), TimeZoneInfo.Utc, TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void Another_kind_of_database_is_refused_and_a_FlowservUsers_database_is_recognised()
    {
        Execute("ALTER TABLE api_user DROP COLUMN active");
        Assert.Contains("different columns", Refused(Url()));
        Execute("DROP TABLE api_user CASCADE");
        Assert.Contains("FLOWSERV_DATABASE", Refused(Url()));
        Assert.Contains("name it with -Database", Refused(_target.Path));

        static string Refused(string url) => Assert.Throws<NotAFlowservDatabaseException>(() => FlowservImport.Read(url, TimeZoneInfo.Utc)).Message;
    }

    [Fact]
    public void Opened_by_mistake_it_is_recognised_and_nothing_is_created_in_it()
    {
        foreach (bool create in (bool[])[false, true])
        {
            var error = Assert.Throws<NotAFlowservDatabaseException>(() => LocalUserService.Open(Url(), new LocalUserServiceOptions { CreateDatabase = create }));
            Assert.Contains("Import-FlowservUser", error.Message);
        }
        Execute("DO $$ BEGIN ASSERT NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'flowserv'); END $$");
    }

    private string Url() => ServerFixture.Server.Url(_source);

    private void Execute(string sql) => TestStorage.Execute(_source, $"SET search_path = public, pg_catalog; {sql}");

    private string AddUser(string name, bool active = true)
    {
        string id = FlowservFile.NewId();
        Execute($"INSERT INTO api_user VALUES ('{id}', '{FlowservFile.Hash(FlowservFile.Password)}', '{name}', {active})");
        return id;
    }
}
