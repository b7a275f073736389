namespace FlowservUsers.Core.Tests.Passwords;

public sealed class PasswordResetTests : IDisposable
{
    private const string NewPassword = "another horse battery";

    private readonly TestDatabase _database = new();

    public PasswordResetTests() => _database.Register();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_request_sets_a_new_password_and_ends_every_session()
    {
        string[] keys = [_database.Login(), _database.Login()];
        string request = Request();
        _database.Clock.Advance(TimeSpan.FromMinutes(1));

        FlowservUser user = _database.Service.ResetPassword(request, NewPassword);

        Assert.Equal("alice", user.Username);
        Assert.Equal(_database.Clock.GetUtcNow(), user.PasswordChangedAt);
        Assert.All(keys, key => Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(key)));
        Assert.Throws<InvalidCredentialsException>(() => _database.Login());
        Assert.NotEmpty(_database.Login("alice", NewPassword));
    }

    [Fact]
    public void The_old_password_and_keys_work_until_the_reset()
    {
        string key = _database.Login();
        Request();

        Assert.Equal("alice", _database.Service.WhoAmIUser(key).Username);
        Assert.NotEmpty(_database.Login());
    }

    [Fact]
    public void A_request_is_used_once()
    {
        string request = Request();
        _database.Service.ResetPassword(request, NewPassword);

        Unknown(request);
        Assert.NotEmpty(_database.Login("alice", NewPassword));
    }

    [Fact]
    public void A_newer_request_replaces_an_older_one()
    {
        string older = Request();
        string newer = Request("ALICE");

        Unknown(older);
        _database.Service.ResetPassword(newer, NewPassword);
    }

    [Fact]
    public void A_request_expires_after_the_lifetime_of_the_policy()
    {
        string request = Request();
        _database.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        Assert.Throws<PasswordRejectedException>(() => _database.Service.ResetPassword(request, ""));

        _database.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Unknown(request);
        Assert.NotEmpty(_database.Login());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("short")]
    public void A_rejected_password_leaves_the_request_open_and_names_the_user(string password)
    {
        string request = Request();

        var error = Assert.Throws<PasswordRejectedException>(() => _database.Service.ResetPassword(request, password));
        Assert.Equal("alice", error.Identity);
        _database.Service.ResetPassword(request, NewPassword);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("\uD800")]
    public void The_result_for_an_unknown_name_looks_the_same_and_opens_nothing(string name)
    {
        FlowservPasswordResetRequest real = _database.Service.RequestPasswordReset("alice");
        FlowservPasswordResetRequest none = _database.Service.RequestPasswordReset(name);

        Assert.Equal(name, none.Username);
        Assert.Equal(real.ExpiresAt, none.ExpiresAt);
        Assert.Equal(Secret.Reveal(real.RequestId).Length, Secret.Reveal(none.RequestId).Length);
        Assert.Equal(Secret.Reveal(real.RequestId)[..4], Secret.Reveal(none.RequestId)[..4]);
        Unknown(Secret.Reveal(none.RequestId));
    }

    [Fact]
    public void A_disabled_user_gets_no_request_and_an_open_one_ends()
    {
        string before = Request();
        _database.Disable("alice");

        Unknown(before);
        Unknown(Request());
    }

    [Fact]
    public void A_pending_user_stays_pending_after_a_reset()
    {
        _database.Service.RegisterUser("bob", TestDatabase.GoodPassword, verify: true);

        Assert.Equal(UserStatus.Pending, _database.Service.ResetPassword(Request("bob"), NewPassword).Status);
        Assert.Throws<InvalidCredentialsException>(() => _database.Login("bob", NewPassword));
    }

    [Fact]
    public void A_reset_clears_a_lock()
    {
        for (int attempt = 0; attempt < 8; attempt++)
            Assert.Throws<InvalidCredentialsException>(() => _database.Login("alice", "wrong"));
        Assert.Throws<InvalidCredentialsException>(() => _database.Login());

        FlowservUser user = _database.Service.ResetPassword(Request(), NewPassword);

        Assert.Null(user.LockedUntil);
        Assert.Equal(0, user.FailedLogins);
        Assert.NotEmpty(_database.Login("alice", NewPassword));
    }

    [Fact]
    public async Task Of_two_concurrent_uses_of_a_request_one_wins()
    {
        string request = Request();
        using var other = _database.Open();
        using var start = new Barrier(2);

        // Separate threads: they wait for each other, which a busy pool cannot guarantee.
        Task<bool>[] uses = [.. new[] { _database.Service, other }.Select(service => Task.Factory.StartNew(
            () => IsReset(service), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default))];

        Assert.Single(await Task.WhenAll(uses), true);

        bool IsReset(LocalUserService service)
        {
            start.SignalAndWait(TestContext.Current.CancellationToken);
            try
            {
                service.ResetPassword(request, NewPassword);
                return true;
            }
            catch (UnknownRequestException)
            {
                return false;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sessions.HostileTokens.All), MemberType = typeof(Sessions.HostileTokens))]
    public void A_request_identifier_of_any_other_shape_is_unknown(string token)
    {
        Unknown(Sessions.HostileTokens.Make(token, Request()));
    }

    [Fact]
    public void An_API_key_is_not_a_request_and_a_request_is_not_an_API_key()
    {
        Unknown(_database.Login());
        string request = Request();
        Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(request));
    }

    private string Request(string username = "alice") => Secret.Reveal(_database.Service.RequestPasswordReset(username).RequestId);

    private void Unknown(string request)
    {
        var error = Assert.Throws<UnknownRequestException>(() => _database.Service.ResetPassword(request, NewPassword));
        if (request.Length > 8)
            Assert.DoesNotContain(request, error.ToString(), StringComparison.Ordinal);
    }
}
