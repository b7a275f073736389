using Microsoft.Extensions.Time.Testing;

namespace FlowservUsers.Core.Tests;

/// <summary>A service over a database of its own, with a clock that a test moves and the least work factor.</summary>
public sealed class TestDatabase : IDisposable
{
    /// <summary>A password that the default policy accepts.</summary>
    public const string GoodPassword = "correct horse battery";

    private readonly TemporaryFolder _folder = new();

    public TestDatabase()
    {
        Clock.SetUtcNow(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Path = _folder.File("users.db");
        Service = Open(create: true);
        Service.Policy.Set(Service.Policy.Get() with { WorkFactor = 4 });
    }

    public FakeTimeProvider Clock { get; } = new();

    public string Path { get; }

    public LocalUserService Service { get; }

    /// <summary>Opens the same file once more, as another process would.</summary>
    public LocalUserService Open(bool create = false) =>
        LocalUserService.Open(Path, new LocalUserServiceOptions { CreateDatabase = create, Clock = Clock });

    public FlowservUser Register(string username = "alice", string password = GoodPassword) => Service.RegisterUser(username, password);

    /// <summary>Logs in and gives the key out in plain text.</summary>
    public string Login(string username = "alice", string password = GoodPassword) =>
        Secret.Reveal(Service.LoginUser(username, password).ApiKey);

    public void Dispose()
    {
        Service.Dispose();
        _folder.Dispose();
    }
}
