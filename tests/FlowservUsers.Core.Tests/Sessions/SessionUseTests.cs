using System.Data.Common;
using FlowservUsers.Sessions;
using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Sessions;

public sealed class SessionUseTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public SessionUseTests() => _database.Register();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_session_that_is_unused_for_the_idle_timeout_ends()
    {
        Set(policy => policy with { SessionIdleTimeout = TimeSpan.FromMinutes(5) });
        string key = _database.Login();

        for (int use = 0; use < 3; use++)
        {
            _database.Clock.Advance(TimeSpan.FromMinutes(4));
            _database.Service.WhoAmIUser(key);
        }
        _database.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(key));
        Assert.False(_database.Service.Sessions.IsValid(key));
    }

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 200)]
    public void A_label_is_cut_after_200_characters(int given, int kept)
    {
        FlowservSession session = _database.Service.Sessions.Login("alice", TestDatabase.GoodPassword, new SessionOptions { Label = new string('x', given) });

        Assert.Equal(kept, session.Label!.Length);
        Assert.Equal(session.Label, _database.Service.Sessions.Get(session.Id).Label);
    }

    [Fact]
    public void Using_a_session_does_not_prolong_its_lifetime()
    {
        string key = _database.Login();

        _database.Clock.Advance(TimeSpan.FromHours(23));
        _database.Service.WhoAmIUser(key);
        _database.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(key));
    }

    [Fact]
    public void A_login_above_the_maximum_ends_the_least_recently_used_session()
    {
        Set(policy => policy with { MaximumSessionsPerUser = 3 });
        string[] keys = [.. Enumerable.Range(0, 3).Select(_ => LoginLater())];
        _database.Service.WhoAmIUser(keys[0]);
        _database.Register("bob");
        string bob = _database.Login("bob");

        string fourth = LoginLater();

        Assert.Equal([true, false, true, true, true], new[] { keys[0], keys[1], keys[2], fourth, bob }.Select(key => _database.Service.Sessions.IsValid(key)));
    }

    [Fact]
    public void Sessions_that_have_expired_do_not_count_towards_the_maximum()
    {
        Set(policy => policy with { MaximumSessionsPerUser = 2 });
        string first = LoginLater();
        _database.Clock.Advance(TimeSpan.FromMinutes(1));
        _database.Service.Sessions.Login("alice", TestDatabase.GoodPassword, new() { Lifetime = TimeSpan.FromSeconds(1) });
        _database.Clock.Advance(TimeSpan.FromSeconds(2));

        string second = LoginLater();

        Assert.True(_database.Service.Sessions.IsValid(first));
        Assert.True(_database.Service.Sessions.IsValid(second));
    }

    [Fact]
    public void Idle_sessions_are_ended_before_active_ones()
    {
        Set(policy => policy with { MaximumSessionsPerUser = 2, SessionIdleTimeout = TimeSpan.FromMinutes(5) });
        LoginLater();
        _database.Clock.Advance(TimeSpan.FromMinutes(5));
        string live = LoginLater();

        string latest = LoginLater();

        Assert.True(_database.Service.Sessions.IsValid(live));
        Assert.True(_database.Service.Sessions.IsValid(latest));
    }

    [FileFact]
    public void Recognising_a_key_within_a_minute_of_its_last_use_writes_nothing()
    {
        string key = _database.Login();
        using DbConnection observer = _database.Connect();
        long before = DataVersion(observer);

        _database.Clock.Advance(TimeSpan.FromSeconds(59));
        for (int use = 0; use < 100; use++)
            _database.Service.WhoAmIUser(key);

        Assert.Equal(before, DataVersion(observer));
    }

    [Fact]
    public void The_last_use_is_recorded_to_the_minute()
    {
        string key = _database.Login();
        _database.Clock.Advance(TimeSpan.FromMinutes(1));

        _database.Service.WhoAmIUser(key);

        Assert.Equal(_database.Clock.GetUtcNow(), _database.Service.Sessions.Describe(key).LastUsedAt);
    }

    [Fact]
    public void A_key_is_recognised_at_once_while_another_process_writes()
    {
        string key = _database.Login();
        // A wait would last until the lock is gone: for ever.
        using LocalUserService service = LocalUserService.Open(
            _database.Path, new LocalUserServiceOptions { Clock = _database.Clock, LockWait = TimeSpan.MaxValue });
        using DbConnection writer = _database.Connect();
        using DbTransaction transaction = writer.BeginTransaction();
        using DbCommand write = writer.CreateCommand();
        write.CommandText = "UPDATE users SET failed_logins = 1";
        write.ExecuteNonQuery();
        _database.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("alice", service.WhoAmIUser(key).Username);
    }

    [FileFact]
    public void A_key_is_recognised_in_a_database_that_cannot_be_written_to()
    {
        string key = _database.Login();
        _database.Clock.Advance(TimeSpan.FromMinutes(2));
        _database.Service.Dispose();
        using IDisposable reader = UnprivilegedReader.Of(_database.Path);
        using LocalUserService service = _database.Open();

        Assert.Equal("alice", service.WhoAmIUser(key).Username);
        Assert.Throws<DatabaseReadOnlyException>(() => service.LoginUser("alice", TestDatabase.GoodPassword));
    }

    private static long DataVersion(DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)command.ExecuteScalar()!;
    }

    private string LoginLater()
    {
        _database.Clock.Advance(TimeSpan.FromMinutes(1));
        return _database.Login();
    }

    private void Set(Func<FlowservPolicy, FlowservPolicy> change) => _database.Service.Policy.Set(change(_database.Service.Policy.Get()));
}
