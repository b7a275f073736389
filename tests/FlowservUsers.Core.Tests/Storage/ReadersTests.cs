using Microsoft.Data.Sqlite;

namespace FlowservUsers.Core.Tests.Storage;

/// <summary>Those who read a file and those who write it at the same time.</summary>
public sealed class ReadersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Readers_do_not_wait_for_writers()
    {
        string path = _folder.File("users.db");
        using var service = LocalUserService.Open(path, new LocalUserServiceOptions { CreateDatabase = true, LockWait = TimeSpan.Zero });
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        string id = service.RegisterUser("alice", TestDatabase.GoodPassword).Id;
        string key = Secret.Reveal(service.LoginUser("alice", TestDatabase.GoodPassword).ApiKey);

        using var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        writer.Open();
        using SqliteCommand write = writer.CreateCommand();
        write.CommandText = "BEGIN IMMEDIATE; UPDATE users SET username = 'mallory'";
        write.ExecuteNonQuery();

        Assert.Equal("alice", service.WhoAmIUser(key).Username);
        Assert.Equal(["alice"], service.ListUsers().Select(user => user.Username));
        Assert.Throws<DatabaseBusyException>(() => service.Accounts.Disable(id));
    }
}
