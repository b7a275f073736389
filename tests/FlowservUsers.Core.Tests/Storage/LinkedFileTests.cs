using FlowservUsers.Storage.Sql;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Core.Tests.Storage;

public sealed class LinkedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_link_leads_to_the_database_however_short_it_is()
    {
        Make("one.db", "alice");
        File.CreateSymbolicLink(_folder.File("current.db"), "one.db");

        using LocalUserService service = LocalUserService.Open(_folder.File("current.db"));
        Assert.Equal(["alice"], service.ListUsers().Select(user => user.Username));
    }

    [Fact]
    public void A_link_that_leads_elsewhere_meanwhile_leads_to_the_other_database_and_mixes_nothing()
    {
        Make("one.db", "alice");
        Make("two.db", "bob");
        string link = _folder.File("current.db");
        File.CreateSymbolicLink(link, "one.db");
        using LocalUserService service = LocalUserService.Open(link);

        File.Delete(link);
        File.CreateSymbolicLink(link, "two.db");

        service.RegisterUser("carol", TestDatabase.GoodPassword);
        using LocalUserService one = LocalUserService.Open(_folder.File("one.db"));
        using LocalUserService two = LocalUserService.Open(_folder.File("two.db"));
        Assert.Equal(["alice"], one.ListUsers().Select(user => user.Username));
        Assert.Equal("bob", two.LoginUser("bob", TestDatabase.GoodPassword).Username);
        Assert.Equal("carol", two.LoginUser("carol", TestDatabase.GoodPassword).Username);
    }

    private void Make(string name, string username)
    {
        using LocalUserService service = LocalUserService.Open(_folder.File(name), new LocalUserServiceOptions { CreateDatabase = true });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        service.RegisterUser(username, TestDatabase.GoodPassword);
    }
}
