using System.Data.Common;
using FlowservUsers.Core.Tests;
using FlowservUsers.Databases;
using FlowservUsers.Tests;
using Npgsql;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>Behind a pooler that gives each transaction another connection.</summary>
public sealed class PoolerTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly PgBouncer? _pooler = PgBouncer.Exists ? new PgBouncer(ServerFixture.Server) : null;

    private string Url => _pooler!.Url(TestStorage.Name(_database.Path));

    public void Dispose()
    {
        _pooler?.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Many_clients_that_share_few_connections_get_the_right_answers()
    {
        Assert.SkipUnless(PgBouncer.Exists, PgBouncer.Missing);
        Exception?[] errors = new Exception?[8];
        Thread[] threads = [.. Enumerable.Range(0, errors.Length).Select(index => new Thread(() => errors[index] = Record.Exception(() => Work(index))))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(errors, Assert.Null);
    }

    [Fact]
    public void Nothing_is_left_behind_for_other_programs()
    {
        Assert.SkipUnless(PgBouncer.Exists, PgBouncer.Missing);
        using (LocalUserService service = Open())
        {
            service.RegisterUser("alice", TestDatabase.GoodPassword);
            service.WhoAmIUser(Secret.Reveal(service.LoginUser("alice", TestDatabase.GoodPassword).ApiKey));
        }
        using var other = new NpgsqlConnection($"Host=127.0.0.1;Port={_pooler!.Port};Username={PostgreSqlServer.Owner};Database={TestStorage.Name(_database.Path)};Pooling=false");
        other.Open();
        foreach ((string setting, string expected) in new[] { ("search_path", "\"$user\", public"), ("lock_timeout", "0"), ("synchronous_commit", "on") })
            Assert.Equal(expected, Scalar(other, $"SHOW {setting}"));
        Assert.Equal(0L, Scalar(other, "SELECT count(*) FROM pg_prepared_statements"));
    }

    [Fact]
    public void The_description_reports_a_pooler_in_front_of_the_server()
    {
        Assert.SkipUnless(PgBouncer.Exists, PgBouncer.Missing);
        FlowservDatabase pooled = UserDatabase.Describe(Url);
        FlowservDatabase direct = UserDatabase.Describe(_database.Path);
        Assert.Equal((true, false, false), (pooled.Pooled, pooled.Standby, pooled.Encrypted));
        Assert.Equal((false, false, true), (direct.Pooled, direct.Standby, direct.Encrypted));
    }

    [Fact]
    public void Settings_left_behind_by_others_do_no_harm()
    {
        Assert.SkipUnless(PgBouncer.Exists, PgBouncer.Missing);
        using (var other = new NpgsqlConnection($"Host=127.0.0.1;Port={_pooler!.Port};Username={PostgreSqlServer.Owner};Database={TestStorage.Name(_database.Path)};Pooling=false"))
        {
            other.Open();
            Scalar(other, "CREATE TEMPORARY TABLE users (id TEXT); SET search_path = pg_temp; SET lock_timeout = 1; SET default_transaction_isolation = serializable; PREPARE _auto0 AS SELECT 1; PREPARE _p1 AS SELECT 1");
        }
        using LocalUserService service = Open();
        service.RegisterUser("alice", TestDatabase.GoodPassword);
        for (int time = 0; time < 4; time++)
            Assert.Equal("alice", Assert.Single(service.ListUsers()).Username);
    }

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Mixed operations of one client on its own users, with every result checked.</summary>
    private void Work(int client)
    {
        using LocalUserService service = Open();
        for (int round = 0; round < 4; round++)
        {
            string name = $"user{client}-{round}";
            FlowservUser user = service.RegisterUser(name, TestDatabase.GoodPassword);
            Assert.Throws<DuplicateUserException>(() => service.RegisterUser(name, TestDatabase.GoodPassword));
            string key = Secret.Reveal(service.LoginUser(name, TestDatabase.GoodPassword).ApiKey);
            Assert.Throws<InvalidCredentialsException>(() => service.LoginUser(name, "wrong horse battery"));
            Assert.Equal(name, service.WhoAmIUser(key).Username);
            Assert.Equal(1, service.Sessions.RevokeAll(user.Id));
            Assert.Throws<UnauthenticatedAccessException>(() => service.WhoAmIUser(key));
            Assert.Equal(user.Id, service.Accounts.Get(name).Id);
            service.ResetPassword(Secret.Reveal(service.RequestPasswordReset(name).RequestId), "another " + TestDatabase.GoodPassword);
            key = Secret.Reveal(service.LoginUser(name, "another " + TestDatabase.GoodPassword).ApiKey);
            Assert.Equal(name, service.LogoutUser(key).Username);
            Assert.Equal(round + 1, service.ListUsers($"user{client}-").Count());
        }
        service.Accounts.Disable(service.Accounts.Get($"user{client}-0").Id);
        Assert.Equal(3, service.ListUsers($"user{client}-").Count());
    }

    private LocalUserService Open() => LocalUserService.Open(Url, new LocalUserServiceOptions { Clock = _database.Clock });
}
