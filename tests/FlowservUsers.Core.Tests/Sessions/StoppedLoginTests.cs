using FlowservUsers.Core.Tests.Users;
using FlowservUsers.Passwords;

namespace FlowservUsers.Core.Tests.Sessions;

public sealed class StoppedLoginTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("alice", "wrong password")]
    [InlineData("alice", TestDatabase.GoodPassword)]
    [InlineData("nobody", "wrong password")]
    public void A_login_that_is_stopped_does_not_wait_for_the_hash_and_counts_and_is_recorded(string username, string password)
    {
        _database.Register();
        using var held = new HeldHashFunctions();
        using LocalUserService service = _database.Open(held);
        using var stop = new CancellationTokenSource();
        using var stopping = new Timer(_ =>
        {
            held.Entered.Wait();
            stop.Cancel();
        }, null, 0, Timeout.Infinite);

        // The hash is held until after the end.
        Assert.ThrowsAny<OperationCanceledException>(() => service.Sessions.Login(username, password, null, stop.Token));

        Assert.Equal(username == "alice" ? 1 : 0, _database.Service.Accounts.Get("alice").FailedLogins);
        Assert.Equal(username == "alice" ? "stopped before the password was checked" : "unknown name", _database.Details(AuditEventType.LoginFailed).Single());
    }

    [Fact]
    public void Each_stopped_login_is_one_of_those_that_the_policy_allows()
    {
        _database.Register();
        for (int attempt = 0; attempt < 5; attempt++)
            StopLogin(TestDatabase.GoodPassword);

        Assert.Throws<InvalidCredentialsException>(() => _database.Login());
        Assert.Single(_database.Details(AuditEventType.UserLocked));
    }

    [Theory]
    [InlineData("register")]
    [InlineData("change")]
    [InlineData("set")]
    [InlineData("reset")]
    [InlineData("measure")]
    public void Whatever_else_hashes_does_not_wait_for_the_hash_either(string what)
    {
        FlowservUser alice = _database.Register();
        string request = Secret.Reveal(_database.Service.RequestPasswordReset("alice").RequestId);
        // A change checks the present password first.
        using var held = new HeldHashFunctions(what == "change" ? 1 : 0);
        using LocalUserService service = _database.Open(held);
        using var stop = new CancellationTokenSource();
        using var stopping = new Timer(_ =>
        {
            held.Entered.Wait();
            stop.Cancel();
        }, null, 0, Timeout.Infinite);

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            _ = what switch
            {
                "register" => service.Accounts.Register("bob", "another good password", cancellation: stop.Token),
                "change" => service.Passwords.Change("alice", TestDatabase.GoodPassword, "another good password", cancellation: stop.Token),
                "set" => service.Passwords.Set(alice.Id, "another good password", stop.Token),
                "reset" => service.Passwords.Reset(request, "another good password", stop.Token),
                _ => (object)new PasswordCost(held, TimeProvider.System).Measure(TimeSpan.FromMilliseconds(1), cancellation: stop.Token),
            };
        });

        _database.Login();
        Assert.Single(_database.Service.ListUsers());
    }

    private void StopLogin(string password)
    {
        using var held = new HeldHashFunctions();
        using LocalUserService service = _database.Open(held);
        using var stop = new CancellationTokenSource();
        using var stopping = new Timer(_ =>
        {
            held.Entered.Wait();
            stop.Cancel();
        }, null, 0, Timeout.Infinite);
        Assert.ThrowsAny<OperationCanceledException>(() => service.Sessions.Login("alice", password, null, stop.Token));
    }
    [Fact]
    public void A_refused_new_password_reveals_nothing_about_the_current_one()
    {
        _database.Register();

        Assert.Throws<PasswordRejectedException>(() => _database.Service.Passwords.Change("alice", "wrong password", "x"));
        Assert.Throws<PasswordRejectedException>(() => _database.Service.Passwords.Change("alice", TestDatabase.GoodPassword, "x"));
    }
}
