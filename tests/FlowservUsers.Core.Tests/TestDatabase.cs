using System.Data.Common;
using FlowservUsers.Passwords;
using FlowservUsers.Storage;
using FlowservUsers.Tests;
using FlowservUsers.Users;
using Microsoft.Extensions.Time.Testing;

namespace FlowservUsers.Core.Tests;

/// <summary>A service on its own database, with a controlled clock and the minimum work factor.</summary>
public sealed class TestDatabase : IDisposable
{
    /// <summary>A password that the default policy accepts.</summary>
    public const string GoodPassword = "correct horse battery";

    private readonly TemporaryFolder _folder = new();

    public TestDatabase()
    {
        Clock.SetUtcNow(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Path = TestStorage.NewDatabase(_folder.Path);
        Service = Open(create: true);
        Service.Policy.Set(Service.Policy.Get() with { WorkFactor = 4 });
    }

    public FakeTimeProvider Clock { get; } = new();

    /// <summary>The path or the address of the database.</summary>
    public string Path { get; }

    public LocalUserService Service { get; }

    /// <summary>Opens the same database once more, as another process would.</summary>
    public LocalUserService Open(bool create = false) =>
        LocalUserService.Open(Path, new LocalUserServiceOptions { CreateDatabase = create, Clock = Clock });

    /// <summary>Opens the same file once more, with other functions that cost time.</summary>
    internal LocalUserService Open(HashFunctions functions) =>
        LocalUserService.Open(Path, new LocalUserServiceOptions { Clock = Clock, HashFunctions = functions });

    /// <summary>A connection to the same database that knows nothing of the service.</summary>
    public DbConnection Connect() => TestStorage.Connect(Path);

    /// <summary>Runs SQL behind the service's back and gives the first value of its first row, or null.</summary>
    public object? Query(string sql)
    {
        using DbConnection connection = Connect();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>The audit events of a type, the latest first.</summary>
    public IReadOnlyList<string> Details(AuditEventType type)
    {
        using DbConnection connection = Connect();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(detail, '') FROM audit_events WHERE type = @type ORDER BY id DESC";
        DbParameter parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@type", type.ToString());
        command.Parameters.Add(parameter);
        using DbDataReader reader = command.ExecuteReader();
        var details = new List<string>();
        while (reader.Read())
            details.Add(reader.GetString(0));
        return details;
    }

    /// <summary>Adds users who share one hash, which no password has.</summary>
    /// <returns>Their names, in order.</returns>
    public string[] AddMany(int count)
    {
        using IUserStore store = OpenStore();
        var hash = new PasswordHash(PasswordSchemes.Current, "none");
        string[] names = [.. Enumerable.Range(0, count).Select(index => $"user{index:00000}")];
        store.AddUsers([.. names.Select(name => new NewUser(Guid.NewGuid().ToString("N"), Username.Parse(name), UserStatus.Active, hash, Clock.GetUtcNow()))]);
        return names;
    }

    /// <summary>The store below the service.</summary>
    internal IUserStore OpenStore() =>
        UserStores.Open(DatabaseLocation.Parse(Path), new LocalUserServiceOptions(), CancellationToken.None);

    public FlowservUser Register(string username = "alice", string password = GoodPassword) => Service.RegisterUser(username, password);

    /// <summary>Logs in and gives the key out in plain text.</summary>
    public string Login(string username = "alice", string password = GoodPassword) =>
        Secret.Reveal(Service.LoginUser(username, password).ApiKey);

    /// <summary>Disables a user, which ends the sessions and the reset request.</summary>
    public FlowservUser Disable(string username) => Service.Accounts.Disable(Service.Accounts.Get(username).Id);

    public void Dispose()
    {
        Service.Dispose();
        TestStorage.Free(Path);
        _folder.Dispose();
    }
}
