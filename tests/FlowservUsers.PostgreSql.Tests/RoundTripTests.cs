using FlowservUsers.Auditing;
using FlowservUsers.Core.Tests;
using FlowservUsers.Tests;

namespace FlowservUsers.PostgreSql.Tests;

/// <summary>How often an operation waits for the server, on a connection that is open.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly RoundTripCounter _counter = new();
    private readonly LocalUserService _service;

    public RoundTripTests()
    {
        _database.Register();
        _service = LocalUserService.Open(_counter.Url(TestStorage.Name(_database.Path)), new LocalUserServiceOptions { Clock = _database.Clock });
    }

    public void Dispose()
    {
        _service.Dispose();
        _counter.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void A_key_is_recognised_in_one()
    {
        string key = _database.Login();
        for (int time = 0; time < 3; time++)
            Assert.Equal(1, _counter.Of(() => _service.WhoAmIUser(key)));
    }

    [Fact]
    public void A_listing_takes_one_for_each_page()
    {
        TestStorage.Execute(
            TestStorage.Name(_database.Path),
            """
            INSERT INTO flowserv.users (username_key, id, username, status, password_scheme, password_hash, created_at, password_changed_at)
            SELECT 'user' || n, md5(CAST(n AS text)), 'user' || n, 1, 'none', '', 0, 0 FROM generate_series(1, 1200) AS n;
            INSERT INTO flowserv.sessions (key_hash, id, user_id, key_prefix, created_at, last_used_at, expires_at)
            SELECT sha256(CAST(CAST(n AS text) AS bytea)), lpad(CAST(n AS text), 12, 'a'), md5(CAST(n AS text)), 'fsk_', 0, 4102444800000, 4102444800000 FROM generate_series(1, 1200) AS n
            """);

        // 100, then 1,000, then the rest.
        Assert.Equal(3, _counter.Of(() => Assert.Equal(1201, _service.ListUsers().Count())));
        Assert.Equal(3, _counter.Of(() => Assert.Equal(1200, _service.Sessions.List().Count())));
        Assert.Equal(1, _counter.Of(() => Assert.NotEmpty(_service.Audit.List(new AuditQuery()))));
        Assert.Equal(1, _counter.Of(() => Assert.Single(_service.ListUsers("alice"))));
    }
}
