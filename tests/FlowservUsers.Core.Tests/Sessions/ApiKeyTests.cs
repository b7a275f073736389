namespace FlowservUsers.Core.Tests.Sessions;

public sealed class ApiKeyTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public ApiKeyTests() => _database.Register();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_second_login_creates_another_key_and_the_first_stays_valid()
    {
        string first = _database.Login();
        string second = _database.Login();

        Assert.NotEqual(first, second);
        Assert.Equal("alice", _database.Service.WhoAmIUser(first).Username);
        Assert.Equal("alice", _database.Service.WhoAmIUser(second).Username);
    }

    [Fact]
    public void Logging_out_ends_the_key_and_only_this_one()
    {
        string here = _database.Login();
        string elsewhere = _database.Login();

        Assert.Equal("alice", _database.Service.LogoutUser(here).Username);

        Unauthenticated(here);
        Assert.Equal("alice", _database.Service.WhoAmIUser(elsewhere).Username);
    }

    [Fact]
    public void Logging_out_everywhere_ends_every_key_of_the_user_and_none_of_another()
    {
        _database.Register("bob");
        string bob = _database.Login("bob");
        string[] keys = [_database.Login(), _database.Login(), _database.Login()];

        _database.Service.Sessions.Logout(keys[1], everywhere: true);

        Assert.All(keys, Unauthenticated);
        Assert.Equal("bob", _database.Service.WhoAmIUser(bob).Username);
    }

    [Theory]
    [MemberData(nameof(HostileTokens.All), MemberType = typeof(HostileTokens))]
    public void A_key_of_any_other_shape_is_refused_everywhere(string token)
    {
        string hostile = HostileTokens.Make(token, _database.Login());

        Unauthenticated(hostile);
        Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.LogoutUser(hostile));
        Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.Sessions.Resume(hostile));
    }

    [Fact]
    public void A_missing_key_is_refused()
    {
        Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(null));
        Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.LogoutUser(null));
    }

    [Fact]
    public void Logging_out_twice_is_refused_the_second_time()
    {
        string key = _database.Login();
        _database.Service.LogoutUser(key);

        Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.LogoutUser(key));
    }

    [Fact]
    public void A_key_of_a_disabled_user_is_refused_and_stays_so_when_the_user_is_enabled_again()
    {
        string key = _database.Login();
        FlowservUser user = _database.Disable("alice");

        Unauthenticated(key);
        _database.Service.ActivateUser(user.Id);
        Unauthenticated(key);
    }

    [Fact]
    public void A_key_works_in_every_process_at_once()
    {
        string key = _database.Login();
        using LocalUserService other = _database.Open();
        Assert.Equal("alice", other.WhoAmIUser(key).Username);

        other.LogoutUser(key);
        Unauthenticated(key);
    }

    [Fact]
    public void The_error_does_not_show_the_key()
    {
        string key = HostileTokens.Make("wrong checksum", _database.Login());

        Assert.DoesNotContain(key, Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(key)).ToString(), StringComparison.Ordinal);
    }

    private void Unauthenticated(string key) => Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(key));
}
