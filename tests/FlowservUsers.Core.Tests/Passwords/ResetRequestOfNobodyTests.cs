using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Passwords;

/// <summary>A request for an unknown name costs as much as any other, and opens nothing.</summary>
public sealed class ResetRequestOfNobodyTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public ResetRequestOfNobodyTests() => _database.Register();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void The_same_amount_is_written_as_for_a_user_and_a_new_request_replaces_the_old_one()
    {
        foreach (string username in new[] { "alice", "nobody", "alice", "NoBody " })
            Request(username);

        Assert.Equal(2L, _database.Query("SELECT count(*) FROM password_resets"));
        Assert.Equal(1L, _database.Query("SELECT count(DISTINCT length(user_id)) FROM password_resets"));
        Assert.Equal(4, _database.Details(AuditEventType.PasswordResetRequested).Count);
    }

    [Fact]
    public void The_name_is_not_stored()
    {
        Request("nobody");

        Assert.Equal(0L, _database.Query("SELECT count(*) FROM password_resets WHERE user_id LIKE '%nobody%'"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("disabled")]
    public void It_cannot_be_used_even_if_a_user_gets_the_name_or_is_enabled_later(string username)
    {
        FlowservUser disabled = _database.Register("disabled");
        _database.Query("UPDATE users SET status = 2 WHERE username = 'disabled'");
        string request = Request(username);

        _database.Register("nobody");
        _database.Service.ActivateUser(disabled.Id);

        Assert.Throws<UnknownRequestException>(() => _database.Service.ResetPassword(request, "another good password"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_request_in_progress_does_not_outlive_its_user(bool isDeleted)
    {
        FlowservUser alice = _database.Service.Accounts.Get("alice");
        using LocalUserService hooked = LocalUserService.Open(_database.Path, new LocalUserServiceOptions
        {
            Clock = new HookedClock(_database.Clock, () =>
            {
                if (isDeleted)
                    _database.Service.Accounts.Unregister(alice.Id);
                else
                    _database.Service.Accounts.Disable(alice.Id);
            }),
        });

        string request = Secret.Reveal(hooked.RequestPasswordReset("alice").RequestId);
        if (!isDeleted)
            _database.Service.ActivateUser(alice.Id);

        Assert.Throws<UnknownRequestException>(() => _database.Service.ResetPassword(request, "another good password"));
        Assert.Equal(0L, _database.Query($"SELECT count(*) FROM password_resets WHERE user_id = '{alice.Id}'"));
        Assert.Equal("unknown name", _database.Details(AuditEventType.PasswordResetRequested)[0]);
    }

    [Fact]
    public void Requests_for_names_that_nobody_has_are_bounded_in_number_and_the_oldest_goes_first()
    {
        Request("alice");
        AddRequestsOfNobody(9_999);
        Request("first");
        _database.Clock.Advance(TimeSpan.FromSeconds(1));

        Request("second");

        Assert.Equal((10_000L, 9_998L), (Requests(), Requests("created_at = 0")));
        Request("second");
        Request("disabled");
        Assert.Equal((10_000L, 9_997L), (Requests(), Requests("created_at = 0")));
        Assert.Equal(1L, _database.Query("SELECT count(*) FROM password_resets JOIN users ON users.id = user_id"));
    }

    [Fact]
    public void A_request_of_a_user_takes_nothing_from_those_of_nobody_and_is_never_taken_away()
    {
        AddRequestsOfNobody(10_000);

        string request = Request("alice");
        Assert.Equal(10_000L, Requests());
        Request("nobody");

        Assert.Equal(10_000L, Requests());
        Assert.Equal("alice", _database.Service.ResetPassword(request, "another good password").Username);
    }

    private long Requests(string condition = "user_id >= '~'") => (long)_database.Query($"SELECT count(*) FROM password_resets WHERE {condition}")!;

    private void AddRequestsOfNobody(int count) => _database.Query(
        $"""
        WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {count})
        INSERT INTO password_resets (user_id, request_hash, created_at, expires_at) SELECT '~' || i, {TestStorage.RandomBytes}, 0, i FROM numbers
        """);

    [Fact]
    public void A_request_can_name_its_user_by_identifier()
    {
        FlowservUser alice = _database.Service.Accounts.Get("alice");

        FlowservPasswordResetRequest request = _database.Service.RequestPasswordReset(alice.Id);

        Assert.Equal(alice.Id, request.Username);
        Assert.Equal(alice.Id, _database.Service.ResetPassword(Secret.Reveal(request.RequestId), "another good password").Id);
    }

    private string Request(string username) => Secret.Reveal(_database.Service.RequestPasswordReset(username).RequestId);
}
