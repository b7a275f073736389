namespace FlowservUsers.Reliability.Tests;

/// <summary>The clock of the machine is set, forward and back, while the service is used.</summary>
public sealed class ClockTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly ScratchFolder _folder = new();
    private readonly MovableClock _clock = new();
    private readonly LocalUserService _service;

    public ClockTests()
    {
        _service = LocalUserService.Open(_folder.File("users.db"), new LocalUserServiceOptions { CreateDatabase = true, Clock = _clock });
        _service.Policy.Set(_service.Policy.Get() with { WorkFactor = 4, SessionIdleTimeout = TimeSpan.FromHours(1) });
        _service.RegisterUser("alice", Password);
    }

    public void Dispose()
    {
        _service.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(1990)]
    [InlineData(2039)]
    [InlineData(2107)]
    [InlineData(9990)]
    public void Whatever_the_clock_says_a_user_can_register_log_in_reset_and_log_out(int year)
    {
        var time = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        _clock.Time = time;
        FlowservUser bob = _service.RegisterUser("bob", Password);
        string key = Login("bob", Password);
        Assert.Equal(bob.Id, _service.WhoAmIUser(key).Id);
        Assert.Equal(time, _service.WhoAmIUser(key).LastLoginAt);
        _service.ResetPassword(Secret.Reveal(_service.RequestPasswordReset("bob").RequestId), "another good password");
        Assert.Throws<UnauthenticatedAccessException>(() => _service.WhoAmIUser(key));
        Assert.Equal(bob.Id, _service.LogoutUser(Login("bob", "another good password")).Id);
    }

    [Fact]
    public void Setting_the_clock_back_ends_no_session()
    {
        string key = Login("alice", Password);
        _clock.Time -= TimeSpan.FromDays(400);
        Assert.Equal("alice", _service.WhoAmIUser(key).Username);
        Assert.Single(_service.Sessions.List());
        Assert.Equal("alice", _service.WhoAmIUser(Login("alice", Password)).Username);
    }

    [Fact]
    public void A_clock_set_forward_ends_sessions_and_requests_only_while_it_is_ahead()
    {
        string key = Login("alice", Password);
        string request = Secret.Reveal(_service.RequestPasswordReset("alice").RequestId);
        _clock.Time += TimeSpan.FromDays(3650);
        Assert.Throws<UnauthenticatedAccessException>(() => _service.WhoAmIUser(key));
        Assert.Throws<UnknownRequestException>(() => _service.ResetPassword(request, "another good password"));
        _clock.Time -= TimeSpan.FromDays(3650);
        Assert.Equal("alice", _service.WhoAmIUser(key).Username);
        Assert.Equal("alice", _service.ResetPassword(request, "another good password").Username);
    }

    [Fact]
    public void A_lock_from_a_future_time_is_cleared_by_an_administrator_or_a_reset()
    {
        _clock.Time += TimeSpan.FromDays(3650);
        for (int attempt = 0; attempt < 5; attempt++)
            Assert.Throws<InvalidCredentialsException>(() => _service.LoginUser("alice", "something else"));
        _clock.Time -= TimeSpan.FromDays(3650);
        Assert.Throws<InvalidCredentialsException>(() => _service.LoginUser("alice", Password));

        _service.Accounts.Unlock(_service.Accounts.Get("alice").Id);
        Assert.Equal("alice", _service.LoginUser("alice", Password).Username);
    }

    private string Login(string name, string password) => Secret.Reveal(_service.LoginUser(name, password).ApiKey);
}
