namespace FlowservUsers.Core.Tests;

public sealed class SmokeTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_user_is_registered_logs_in_is_recognised_and_logs_out()
    {
        FlowservUser alice = _database.Register();
        string key = _database.Login();

        Assert.Equal(alice.Id, _database.Service.WhoAmIUser(key).Id);
        Assert.Equal(["alice"], _database.Service.ListUsers().Select(user => user.Username));
        Assert.Equal(alice.Id, _database.Service.LogoutUser(key).Id);
        Assert.Throws<UnauthenticatedAccessException>(() => _database.Service.WhoAmIUser(key));
    }
}
