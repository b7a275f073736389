using FlowservUsers.Databases;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>A separate server that goes down and comes back.</summary>
public sealed class OutageTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly PostgreSqlServer _server = new();
    private readonly LocalUserService _service;

    public OutageTests()
    {
        _service = Open(TimeSpan.FromSeconds(30));
        _service.Policy.Set(_service.Policy.Get() with { WorkFactor = 4 });
        _service.RegisterUser("alice", Password);
    }

    public void Dispose()
    {
        _service.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void An_open_service_continues_after_the_server_was_restarted()
    {
        _server.Stop();
        _server.Start();

        Assert.Single(_service.ListUsers());
        _server.Stop();
        _server.Start();
        _service.RegisterUser("bob", Password);
        Assert.Equal(["alice", "bob"], _service.ListUsers().Select(user => user.Username));
    }

    [Fact]
    public void An_unavailable_server_is_reported_and_used_again_when_it_is_back()
    {
        using LocalUserService impatient = Open(TimeSpan.Zero);
        _server.Stop();
        Assert.Throws<DatabaseUnavailableException>(() => impatient.RegisterUser("bob", Password));
        Assert.Throws<DatabaseUnavailableException>(() => LocalUserService.Open(_server.Url()));

        _server.Start();
        impatient.RegisterUser("bob", Password);
    }

    [Fact]
    public async Task A_server_that_comes_back_during_the_wait_is_used()
    {
        _server.Stop();
        Task<FlowservUser> registration = Task.Run(() => _service.RegisterUser("bob", Password), TestContext.Current.CancellationToken);
        _server.Start();

        Assert.Equal("bob", (await registration).Username);
    }

    [Fact]
    public void A_caller_can_stop_even_if_the_server_hangs()
    {
        _server.Freeze();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        try
        {
            Assert.ThrowsAny<OperationCanceledException>(() => _service.Accounts.Get("alice", stop.Token));
        }
        finally
        {
            _server.Thaw();
        }
        Assert.Equal("alice", _service.Accounts.Get("alice", CancellationToken.None).Username);
    }

    // The wait for locks is longer than any test: what ends it is that the server gives no sign of life.
    [Fact]
    public void A_server_that_hangs_is_abandoned_after_connect_timeout()
    {
        using LocalUserService service = LocalUserService.Open(_server.Url() + "?connect_timeout=1", new LocalUserServiceOptions { LockWait = TimeSpan.FromHours(1) });
        Assert.Single(service.ListUsers());
        _server.Freeze();
        try
        {
            var error = Assert.Throws<DatabaseUnavailableException>(() => service.Accounts.Get("alice"));
            Assert.Contains("did not answer in time", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            _server.Thaw();
        }
        Assert.Equal("alice", service.Accounts.Get("alice").Username);
    }

    [Fact]
    public void A_database_that_was_replaced_while_the_server_was_away_is_not_written_to_with_the_old_key()
    {
        using (LocalUserService other = Open(TimeSpan.FromSeconds(30)))
        {
            Replace();
            _server.Stop();
            _server.Start();
            Assert.Throws<DatabaseUnavailableException>(() => other.RegisterUser("bob", Password));
            Assert.True(other.IsStale);
        }
        using LocalUserService again = Open(TimeSpan.FromSeconds(30));
        Assert.Empty(again.ListUsers());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_that_no_synchronous_standby_confirms_may_or_may_not_be_stored(bool stopsHere)
    {
        Execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        Execute("SELECT pg_reload_conf()");
        using var stop = new CancellationTokenSource();
        Task<FlowservUser> registration;
        int count = 0;
        // The server takes the setting up when it comes to it.
        do
        {
            string name = $"bob{count++}";
            registration = Task.Run(() => _service.Accounts.Register(name, Password, cancellation: stop.Token), TestContext.Current.CancellationToken);
            while (!registration.IsCompleted && (long)Execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")! == 0)
                Thread.Yield();
        }
        while (registration.IsCompleted);
        Assert.Contains(UserDatabase.Describe(_server.Url()).Findings, finding => finding.Code == DatabaseFindingCode.SynchronousStandbyMissing);
        if (stopsHere)
            await stop.CancelAsync();
        else
            Execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");

        var error = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => registration);
        Assert.Contains("may or may not be stored", error.Message, StringComparison.Ordinal);
        Assert.Contains("standby", error.Message, StringComparison.Ordinal);
    }

    private void Replace()
    {
        Execute("DROP SCHEMA flowserv CASCADE");
        Open(TimeSpan.FromSeconds(30)).Dispose();
    }

    private object? Execute(string sql)
    {
        using var connection = new Npgsql.NpgsqlConnection($"Host=127.0.0.1;Port={_server.Port};Username={PostgreSqlServer.Owner};Database=postgres;Pooling=false");
        connection.Open();
        using Npgsql.NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private LocalUserService Open(TimeSpan lockWait) =>
        LocalUserService.Open(_server.Url(), new LocalUserServiceOptions { CreateDatabase = true, LockWait = lockWait });
}
