using Microsoft.Data.Sqlite;

namespace FlowservUsers.Reliability.Tests;

/// <summary>A database file in its own folder, with one user and the minimum work factor.</summary>
internal sealed class TestFile : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly ScratchFolder _folder = new();

    public TestFile()
    {
        Path = _folder.File("users.db");
        using LocalUserService service = Open(create: true);
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        service.RegisterUser("alice", Password);
    }

    public string Path { get; }

    public string Folder => _folder.Path;

    public LocalUserService Open(bool create = false, TimeSpan? lockWait = null) => LocalUserService.Open(
        Path, new LocalUserServiceOptions { CreateDatabase = create, LockWait = lockWait ?? TimeSpan.FromSeconds(30), Clock = new BusyClock() });

    /// <summary>Opens the file without the code under test.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        connection.Open();
        return connection;
    }

    /// <summary>Runs a command on the file in another process.</summary>
    /// <returns>The one line that it writes.</returns>
    public string RunChild(string command)
    {
        using ChildProcess child = ChildProcess.Start(command, Path);
        return Assert.Single(child.ReadToEnd());
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>For it no connection is ever idle, however long a child takes to start.</summary>
    private sealed class BusyClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
