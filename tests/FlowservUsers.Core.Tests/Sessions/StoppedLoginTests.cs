using FlowservUsers.Passwords;

namespace FlowservUsers.Core.Tests.Sessions;

public sealed class StoppedLoginTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_wrong_password_is_counted_even_if_the_caller_stops_during_the_check()
    {
        _database.Register();
        using var stop = new CancellationTokenSource();
        using LocalUserService service = LocalUserService.Open(
            _database.Path, new LocalUserServiceOptions { Clock = _database.Clock, HashFunctions = new StoppingFunctions(stop) });

        Assert.Throws<InvalidCredentialsException>(() => service.Sessions.Login("alice", "wrong password", null, stop.Token));

        Assert.Equal(1, _database.Service.Accounts.Get("alice").FailedLogins);
    }

    [Fact]
    public void A_refused_new_password_reveals_nothing_about_the_current_one()
    {
        _database.Register();

        Assert.Throws<PasswordRejectedException>(() => _database.Service.Passwords.Change("alice", "wrong password", "x"));
        Assert.Throws<PasswordRejectedException>(() => _database.Service.Passwords.Change("alice", TestDatabase.GoodPassword, "x"));
    }

    private sealed class StoppingFunctions(CancellationTokenSource stop) : HashFunctions
    {
        public override string Bcrypt(string text, string salt)
        {
            string hash = base.Bcrypt(text, salt);
            stop.Cancel();
            return hash;
        }
    }
}
