namespace FlowservUsers.Core.Tests.Sessions;

public sealed class LoginTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public LoginTests() => _database.Register();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_login_opens_a_session_with_its_own_key()
    {
        FlowservSession session = _database.Service.LoginUser("Alice", TestDatabase.GoodPassword);
        string key = Secret.Reveal(session.ApiKey);

        Assert.Matches("^fsk_[0-9A-Za-z]{49}$", key);
        Assert.StartsWith(session.KeyPrefix, key, StringComparison.Ordinal);
        Assert.Equal("alice", session.Username);
        Assert.Equal(_database.Clock.GetUtcNow(), session.CreatedAt);
        Assert.Equal(TimeSpan.FromHours(24), session.ExpiresAt - session.CreatedAt);
        Assert.Equal(session.CreatedAt, _database.Service.WhoAmIUser(key).LastLoginAt);
    }

    [Fact]
    public void An_unknown_name_a_wrong_password_a_pending_a_disabled_and_a_locked_user_give_the_same_error()
    {
        _database.Service.RegisterUser("pending", TestDatabase.GoodPassword, verify: true);
        _database.Register("disabled");
        _database.Disable("disabled");
        _database.Register("locked");
        for (int attempt = 0; attempt < 5; attempt++)
            Refused("locked", "wrong");

        string expected = Refused("alice", "wrong").Message.Replace("alice", "*", StringComparison.Ordinal);
        foreach (string name in (string[])["nobody", "pending", "disabled", "locked"])
        {
            InvalidCredentialsException error = Refused(name, TestDatabase.GoodPassword);
            Assert.Equal(expected, error.Message.Replace(name, "*", StringComparison.Ordinal));
            Assert.Equal(name, error.Identity);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public void An_impossible_name_is_refused_like_an_unknown_one(string? name)
    {
        Assert.IsAssignableFrom<UnknownUserException>(Refused(name!, TestDatabase.GoodPassword));
    }

    [Fact]
    public void A_name_of_any_length_is_refused_like_an_unknown_one()
    {
        Assert.InRange(Refused(new string('x', 10_000_000), TestDatabase.GoodPassword).Message.Length, 1, 300);
    }

    [Fact]
    public void A_key_expires_and_the_next_login_creates_another()
    {
        string key = _database.Login();
        _database.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("alice", _database.Service.WhoAmIUser(key).Username);

        _database.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Unauthenticated(key);
        Assert.NotEqual(key, _database.Login());
        Unauthenticated(key);
    }

    [Fact]
    public void A_password_that_is_reset_during_the_login_opens_no_session()
    {
        using var other = _database.Open();
        string request = Secret.Reveal(_database.Service.RequestPasswordReset("alice").RequestId);
        using var service = _database.Open(new HookedHashFunctions(() => other.ResetPassword(request, "another horse battery")));
        Refused(() => service.LoginUser("alice", TestDatabase.GoodPassword));

        Assert.NotEmpty(_database.Login("alice", "another horse battery"));
    }

    [Fact]
    public void A_user_who_is_disabled_during_the_login_gets_no_session()
    {
        using var service = _database.Open(new HookedHashFunctions(() => _database.Disable("alice")));
        Refused(() => service.LoginUser("alice", TestDatabase.GoodPassword));
    }

    [Theory]
    [InlineData("alice", TestDatabase.GoodPassword, true)]
    [InlineData("alice", "wrong", false)]
    [InlineData("alice", "", false)]
    [InlineData("nobody", "wrong", false)]
    [InlineData("", "", false)]
    [InlineData("pending", TestDatabase.GoodPassword, false)]
    public void Every_login_costs_one_hash_whatever_its_outcome(string name, string password, bool succeeds)
    {
        _database.Service.RegisterUser("pending", TestDatabase.GoodPassword, verify: true);
        var functions = new Passwords.CountingHashFunctions();
        using var service = _database.Open(functions);

        if (succeeds)
            service.LoginUser(name, password);
        else
            Refused(() => service.LoginUser(name, password));

        Assert.Equal([4], functions.BcryptWorkFactors);
    }

    [Fact]
    public void The_time_zone_of_the_machine_does_not_change_an_expiry()
    {
        FlowservSession session = _database.Service.LoginUser("alice", TestDatabase.GoodPassword);
        _database.Clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(14), "east", "east"));
        _database.Clock.Advance(TimeSpan.FromHours(23));
        FlowservUser user = _database.Service.WhoAmIUser(Secret.Reveal(session.ApiKey));

        Assert.Equal(TimeSpan.Zero, session.ExpiresAt.Offset);
        Assert.Equal(TimeSpan.Zero, user.CreatedAt.Offset);
        _database.Clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("west", TimeSpan.FromHours(-12), "west", "west"));
        _database.Clock.Advance(TimeSpan.FromHours(1));
        Unauthenticated(Secret.Reveal(session.ApiKey));
    }

    private InvalidCredentialsException Refused(string name, string password) => Refused(() => _database.Service.LoginUser(name, password));

    private static InvalidCredentialsException Refused(Func<object> login) => Assert.Throws<InvalidCredentialsException>(login);

    private void Unauthenticated(string key) => Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(key));
}
