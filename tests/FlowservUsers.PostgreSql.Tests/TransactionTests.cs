using System.Data.Common;
using FlowservUsers.Core.Tests;
using FlowservUsers.Storage.PostgreSql;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>What becomes of a change when the server undoes it, or goes away in the middle.</summary>
public sealed class TransactionTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly string _name;

    public TransactionTests()
    {
        _name = _database.Path.Split('/')[^1];
        TestStorage.Execute(_name, "CREATE SEQUENCE flowserv.attempts");
    }

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("55P03")]
    [InlineData("23505")]
    public void A_change_rolled_back_for_another_transaction_is_retried_and_applied_once(string state)
    {
        OnRegistration("BEFORE INSERT", $"IF nextval('flowserv.attempts') < 4 THEN RAISE 'in the way' USING ERRCODE = '{state}'; END IF;");
        _database.Register();

        Assert.Equal((4L, 1L, 1L), (Attempts(), Count("users"), Count("audit_events WHERE type = 'UserRegistered'")));
    }

    [Fact]
    public void A_conflict_that_lasts_too_long_is_an_error_and_nothing_is_applied()
    {
        OnRegistration("BEFORE INSERT", "PERFORM nextval('flowserv.attempts'); RAISE 'in the way' USING ERRCODE = '40001';");
        using LocalUserService service = Open(TimeSpan.Zero);

        Assert.Throws<DatabaseBusyException>(() => service.RegisterUser("alice", TestDatabase.GoodPassword));
        Assert.Equal((1L, 0L), (Attempts(), Count("users")));
    }

    [Fact]
    public void A_change_whose_connection_is_lost_before_the_commit_is_retried_and_applied_once()
    {
        OnRegistration("BEFORE INSERT", "IF nextval('flowserv.attempts') < 3 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;");
        _database.Register();

        Assert.Equal((3L, 1L, 1L), (Attempts(), Count("users"), Count("audit_events WHERE type = 'UserRegistered'")));
    }

    [Fact]
    public void A_change_whose_connection_is_lost_during_the_commit_is_reported_and_not_retried()
    {
        OnRegistration("AFTER INSERT", "PERFORM nextval('flowserv.attempts'); PERFORM pg_terminate_backend(pg_backend_pid());", deferred: true);

        var error = Assert.Throws<DatabaseUnavailableException>(() => _database.Register());
        Assert.Contains("may or may not be stored", error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, Attempts());
    }

    // The server's word that it lost somebody, or was told to stop, does not say how far it came.
    [Theory]
    [InlineData("08006")]
    [InlineData("57014")]
    public void A_commit_with_an_unknown_outcome_is_reported_and_not_retried(string state)
    {
        OnRegistration("AFTER INSERT", $"PERFORM nextval('flowserv.attempts'); RAISE 'who knows' USING ERRCODE = '{state}';", deferred: true);

        var error = Assert.Throws<DatabaseUnavailableException>(() => _database.Register());
        Assert.Contains("may or may not be stored", error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, Attempts());
    }

    [Fact]
    public void A_server_that_refuses_connections_may_come_back()
    {
        Exception refused = new Npgsql.NpgsqlException("", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused));

        Assert.True(PostgreSqlErrors.IsLost(refused));
        Assert.True(PostgreSqlErrors.IsLost(refused.InnerException!));
        Assert.True(PostgreSqlErrors.IsLost(new Npgsql.NpgsqlException("", new AggregateException(refused, refused))));
        Assert.True(PostgreSqlErrors.IsLost(new Npgsql.NpgsqlException("", new IOException())));
        Assert.False(PostgreSqlErrors.IsLost(new Npgsql.NpgsqlException("", new TimeoutException())));
    }

    [Fact]
    public void A_change_rolled_back_during_the_commit_is_retried_and_applied_once()
    {
        OnRegistration("AFTER INSERT", "IF nextval('flowserv.attempts') < 3 THEN RAISE 'in the way' USING ERRCODE = '40001'; END IF;", deferred: true);
        _database.Register();

        Assert.Equal((3L, 1L, 1L), (Attempts(), Count("users"), Count("audit_events WHERE type = 'UserRegistered'")));
    }

    [Theory]
    [InlineData("53100", typeof(DatabaseFullException))]
    [InlineData("25006", typeof(DatabaseReadOnlyException))]
    [InlineData("42501", typeof(DatabaseUnavailableException))]
    [InlineData("58030", typeof(DatabaseUnavailableException))]
    [InlineData("53200", typeof(DatabaseUnavailableException))]
    [InlineData("57014", typeof(DatabaseUnavailableException))]
    [InlineData("XX001", typeof(DatabaseCorruptException))]
    [InlineData("42P01", typeof(DatabaseUnavailableException))]
    [InlineData("XX000", typeof(DatabaseUnavailableException))]
    public void Other_server_errors_are_reported_once_and_nothing_is_applied(string state, Type expected)
    {
        OnRegistration("BEFORE INSERT", $"PERFORM nextval('flowserv.attempts'); RAISE 'as the server says' USING ERRCODE = '{state}';");

        Exception error = Assert.Throws(expected, () => _database.Register());
        Assert.DoesNotContain("file", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("folder", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((1L, 0L), (Attempts(), Count("users")));
    }

    [Fact]
    public void The_wait_for_another_program_s_lock_is_limited()
    {
        using LocalUserService service = Open(TimeSpan.FromMilliseconds(20));
        using DbConnection other = Lock();

        Assert.Throws<DatabaseBusyException>(() => service.RegisterUser("alice", TestDatabase.GoodPassword));
    }

    [Fact]
    public async Task A_wait_for_a_lock_ends_when_the_caller_asks_to_stop()
    {
        using DbConnection other = Lock();
        using var stop = new CancellationTokenSource();
        // Its end waits for a look that is under way, which would stop what is gone.
        await using var waits = new Timer(
            _ =>
            {
                if (IsSomebodyWaiting())
                    stop.Cancel();
            },
            null, 0, 20);

        Assert.ThrowsAny<OperationCanceledException>(() => _database.Service.Accounts.Get("alice", stop.Token));
    }

    [Fact]
    public void The_use_of_a_key_is_not_recorded_if_that_would_require_waiting()
    {
        _database.Register();
        string key = _database.Login();
        _database.Clock.Advance(TimeSpan.FromHours(1));
        using DbConnection other = Lock("sessions", "SHARE");

        Assert.Equal("alice", _database.Service.WhoAmIUser(key).Username);
    }

    private LocalUserService Open(TimeSpan lockWait) =>
        LocalUserService.Open(_database.Path, new LocalUserServiceOptions { LockWait = lockWait, Clock = _database.Clock });

    private DbConnection Lock(string table = "users", string mode = "ACCESS EXCLUSIVE")
    {
        DbConnection connection = TestStorage.Connect(_name);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = $"BEGIN; LOCK TABLE {table} IN {mode} MODE";
        command.ExecuteNonQuery();
        return connection;
    }

    private bool IsSomebodyWaiting() => Value($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{_name}' AND wait_event_type = 'Lock'") > 0;

    private void OnRegistration(string when, string body, bool deferred = false) => TestStorage.Execute(
        _name,
        $"""
        CREATE FUNCTION flowserv.meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NEW; END $$;
        CREATE {(deferred ? "CONSTRAINT" : "")} TRIGGER meddle {when} ON flowserv.users {(deferred ? "DEFERRABLE INITIALLY DEFERRED" : "")}
            FOR EACH ROW EXECUTE FUNCTION flowserv.meddle()
        """);

    private long Attempts() => Value("SELECT last_value FROM attempts");

    private long Count(string rows) => Value($"SELECT count(*) FROM {rows}");

    private long Value(string sql)
    {
        using DbConnection connection = TestStorage.Connect(_name);
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
