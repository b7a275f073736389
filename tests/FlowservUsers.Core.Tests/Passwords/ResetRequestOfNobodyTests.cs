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
    public void A_request_can_name_its_user_by_identifier()
    {
        FlowservUser alice = _database.Service.Accounts.Get("alice");

        FlowservPasswordResetRequest request = _database.Service.RequestPasswordReset(alice.Id);

        Assert.Equal(alice.Id, request.Username);
        Assert.Equal(alice.Id, _database.Service.ResetPassword(Secret.Reveal(request.RequestId), "another good password").Id);
    }

    private string Request(string username) => Secret.Reveal(_database.Service.RequestPasswordReset(username).RequestId);
}
