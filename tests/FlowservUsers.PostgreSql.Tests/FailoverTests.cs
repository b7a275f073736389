using FlowservUsers.Databases;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>A server and a standby that takes its place.</summary>
public sealed class FailoverTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly PostgreSqlServer _server = new();

    public FailoverTests()
    {
        using (LocalUserService service = Open(_server.Url(), create: true))
        {
            service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
            service.RegisterUser("alice", Password);
        }
        _server.Follow();
    }

    private string Standby => $"postgresql://{PostgreSqlServer.Owner}@127.0.0.1:{_server.StandbyPort}/postgres";

    private string Both => $"postgresql://{PostgreSqlServer.Owner}@127.0.0.1:{_server.StandbyPort},127.0.0.1:{_server.Port}/postgres";

    public void Dispose() => _server.Dispose();

    [Fact]
    public void A_standby_answers_reads_and_refuses_writes()
    {
        string key;
        using (LocalUserService primary = Open(_server.Url()))
            key = Secret.Reveal(primary.LoginUser("alice", Password).ApiKey);
        using LocalUserService service = Open(Standby);
        AwaitReplication(service, key);

        Assert.Equal("alice", Assert.Single(service.ListUsers()).Username);
        Assert.Equal("alice", service.WhoAmIUser(key).Username);
        Assert.Throws<DatabaseReadOnlyException>(() => service.RegisterUser("bob", Password));
        Assert.Throws<DatabaseReadOnlyException>(() => service.Policy.Set(service.Policy.Get() with { WorkFactor = 5 }));

        Assert.True(UserDatabase.Describe(Standby).Standby);

        _server.Promote();
        Assert.Equal("bob", service.RegisterUser("bob", Password).Username);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?target_session_attrs=read-write")]
    [InlineData("?target_session_attrs=primary")]
    public void An_open_service_finds_the_server_that_accepts_writes_after_a_failover(string query)
    {
        using LocalUserService service = Open(Both + query);
        Assert.Empty(service.Warnings);
        service.RegisterUser("bob", Password);
        using (LocalUserService standby = Open(Standby))
            Await(() => standby.ListUsers().Count() == 2);

        _server.Kill();
        _server.Promote();
        service.RegisterUser("carol", Password);
        Assert.Equal(["alice", "bob", "carol"], service.ListUsers().Select(user => user.Username));
    }

    [Fact]
    public async Task A_write_waits_for_the_standby_to_be_promoted_and_is_done_once()
    {
        using LocalUserService service = Open(Both);
        service.RegisterUser("bob", Password);
        _server.Kill();
        Task<FlowservUser> registration = Task.Run(() => service.RegisterUser("carol", Password), TestContext.Current.CancellationToken);
        _server.Promote();

        Assert.Equal("carol", (await registration).Username);
        Assert.Single(service.ListUsers("carol"));
    }

    [Fact]
    public void If_no_host_answers_each_is_named()
    {
        var error = Assert.Throws<DatabaseUnavailableException>(() => Open("postgresql://flowserv@127.0.0.1:1,127.0.0.1:2/postgres"));
        Assert.Contains("None of the hosts", error.Message, StringComparison.Ordinal);
    }

    private static void AwaitReplication(LocalUserService standby, string key) => Await(() => standby.Sessions.Find(key) is not null);

    private static void Await(Func<bool> condition)
    {
        while (!condition())
            Thread.Yield();
    }

    private static LocalUserService Open(string url, bool create = false) => LocalUserService.Open(url, new LocalUserServiceOptions { CreateDatabase = create });
}
