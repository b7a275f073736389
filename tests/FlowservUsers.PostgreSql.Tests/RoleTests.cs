using FlowservUsers.Auditing;
using FlowservUsers.Core.Tests;
using FlowservUsers.Databases;
using FlowservUsers.Tests;
using Npgsql;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>The script for administrators, and what each of its roles may do.</summary>
public sealed class RoleTests : IDisposable
{
    private const string Password = "s3cr3t of the role";

    private readonly string _location = TestStorage.NewLocation("");
    private readonly string _name;
    private readonly string _login = "login_" + Guid.NewGuid().ToString("N");

    public RoleTests()
    {
        _name = TestStorage.Name(_location);
        TestStorage.Execute(_name, UserDatabase.CreateScript(_location));
        TestStorage.Execute(_name, $"CREATE ROLE {_login} LOGIN PASSWORD '{Password}'");
    }

    public void Dispose()
    {
        TestStorage.Execute(_name, $"DROP OWNED BY {_login}; DROP ROLE {_login}");
        TestStorage.Free(_location);
    }

    [Fact]
    public void The_script_creates_the_same_as_the_cmdlet_and_can_be_run_again()
    {
        using (LocalUserService service = LocalUserService.Open(_location))
        {
            UseLittleCost(service);
            service.RegisterUser("alice", TestDatabase.GoodPassword);
            TestStorage.Execute(_name, UserDatabase.CreateScript(_location));
            service.LoginUser("alice", TestDatabase.GoodPassword);
        }
        string other = TestStorage.NewLocation("");
        UserDatabase.Initialize(other);
        string[] made = Columns(_name);
        string[] expected = Columns(TestStorage.Name(other));
        TestStorage.Free(other);
        Assert.Equal(expected, made);
    }

    [Fact]
    public void The_application_role_is_enough_for_daily_use()
    {
        using LocalUserService service = OpenAs("flowserv_app");
        UseLittleCost(service);
        FlowservUser alice = service.RegisterUser("alice", TestDatabase.GoodPassword, verify: true);
        service.ActivateUser(alice.Id);
        string key = Secret.Reveal(service.LoginUser("alice", TestDatabase.GoodPassword).ApiKey);
        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser("alice", "wrong horse battery"));
        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser("nobody", "wrong horse battery"));
        Assert.Equal("alice", service.WhoAmIUser(key).Username);
        service.Accounts.Rename(alice.Id, "alicia");
        service.ResetPassword(Secret.Reveal(service.RequestPasswordReset("alicia").RequestId), "another horse battery");
        service.Sessions.RevokeAll(alice.Id);
        service.Accounts.Disable(alice.Id);
        service.Accounts.Unlock(alice.Id);
        service.Accounts.Unregister(alice.Id);
        Assert.NotEmpty(service.Audit.List(new AuditQuery()));
        Assert.Equal(0, UserDatabase.Describe(Url()).Users);
    }

    [Fact]
    public void The_application_adds_to_the_audit_trail_and_removes_from_it_only_what_has_expired()
    {
        using LocalUserService service = OpenAs("flowserv_app");
        UseLittleCost(service);
        long kept = (long)Scalar("SELECT count(*) FROM flowserv.audit_events")!;
        long old = DateTimeOffset.UtcNow.AddDays(-401).ToUnixTimeMilliseconds();
        Scalar($"INSERT INTO flowserv.audit_events (id, occurred_at, type) VALUES ({old << 15}, {old}, 'LoggedOut')");

        Assert.Equal(1, service.ExpiredItems.Clear().AuditEvents);
        Scalar("DELETE FROM flowserv.audit_events");
        Assert.True((long)Scalar("SELECT count(*) FROM flowserv.audit_events")! >= kept);
        Denies("UPDATE flowserv.audit_events SET username = 'somebody else'");
        Denies("TRUNCATE flowserv.audit_events");
    }

    [Theory]
    [InlineData("DELETE FROM flowserv.hashing_keys")]
    [InlineData("UPDATE flowserv.schema_version SET version = 0")]
    [InlineData("CREATE TABLE flowserv.more (id INT)")]
    [InlineData("DROP TABLE flowserv.users")]
    [InlineData("ALTER TABLE flowserv.users DISABLE TRIGGER ALL")]
    public void The_application_may_not_change_what_is_the_owners(string sql)
    {
        Grant("flowserv_app");
        Denies(sql);
    }

    [Fact]
    public void A_report_lists_users_sessions_and_events_and_changes_nothing()
    {
        using (LocalUserService owner = LocalUserService.Open(_location))
        {
            UseLittleCost(owner);
            owner.RegisterUser("alice", TestDatabase.GoodPassword);
            owner.LoginUser("alice", TestDatabase.GoodPassword);
        }
        using LocalUserService service = OpenAs("flowserv_report");
        FlowservUser alice = Assert.Single(service.ListUsers());
        Assert.Equal(alice.Id, service.Accounts.Get("alice").Id);
        Assert.Equal(alice.Id, service.Accounts.Get(alice.Id).Id);
        Assert.Single(service.Sessions.List(alice.Id));
        Assert.NotEmpty(service.Audit.List(new AuditQuery()));
        Assert.Equal(4, service.Policy.Get().WorkFactor);
        Assert.Equal(1, UserDatabase.Describe(Url()).Users);

        foreach (Action refused in new Action[]
        {
            () => service.RegisterUser("bob", TestDatabase.GoodPassword),
            () => service.LoginUser("alice", TestDatabase.GoodPassword),
            () => service.Accounts.Disable(alice.Id),
            () => service.RequestPasswordReset("alice"),
        })
        {
            Assert.Contains("denied access", Assert.Throws<DatabaseUnavailableException>(refused).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("SELECT * FROM flowserv.hashing_keys")]
    [InlineData("SELECT password_hash FROM flowserv.users")]
    [InlineData("SELECT key_hash FROM flowserv.sessions")]
    [InlineData("SELECT request_hash FROM flowserv.password_resets")]
    [InlineData("DELETE FROM flowserv.users")]
    public void A_report_sees_neither_keys_nor_hashes(string sql)
    {
        Grant("flowserv_report");
        Denies(sql);
    }

    [Fact]
    public void A_login_without_a_role_is_refused() => Assert.Contains(
        "flowserv_app", Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(Url())).Message, StringComparison.Ordinal);

    private static void UseLittleCost(LocalUserService service) => service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });

    private static string[] Columns(string database)
    {
        using var connection = (NpgsqlConnection)TestStorage.Connect(database);
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable, collation_name), E'\n' ORDER BY table_name, column_name)
            FROM information_schema.columns WHERE table_schema = 'flowserv'
            """;
        return ((string)command.ExecuteScalar()!).Split('\n');
    }

    private string Url() => $"postgresql://{_login}:{Uri.EscapeDataString(Password)}@127.0.0.1:{ServerFixture.Server.Port}/{_name}";

    private void Grant(string role) => TestStorage.Execute(_name, $"GRANT {role} TO {_login}");

    private LocalUserService OpenAs(string role)
    {
        Grant(role);
        return LocalUserService.Open(Url());
    }

    private object? Scalar(string sql)
    {
        using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={ServerFixture.Server.Port};Username={_login};Password={Password};Database={_name};Pooling=false");
        connection.Open();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Denies(string sql) => Assert.Equal("42501", Assert.Throws<PostgresException>(() => Scalar(sql)).SqlState);
}
