using FlowservUsers.Tests;

namespace FlowservUsers.Benchmarks.Databases;

/// <summary>The databases of a run, built when they are first needed and removed at its end.</summary>
internal sealed class SampleDatabases : IDisposable
{
    /// <summary>The minimum work factor, so that other costs are not lost in the spread of the hash.</summary>
    public const int WorkFactor = 4;

    private readonly PostgreSqlServer? _server;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flowserv-benchmark-");
    private readonly Dictionary<int, SampleDatabase> _bySize = [];
    private readonly List<SampleDatabase> _others = [];

    /// <param name="onServer">Whether they are on a PostgreSQL server, which is started for them, instead of in files.</param>
    public SampleDatabases(bool onServer = false)
    {
        if (onServer)
            _server = new PostgreSqlServer(durable: true);
    }

    /// <summary>The database with this number of users.</summary>
    public SampleDatabase Get(int users)
    {
        if (!_bySize.TryGetValue(users, out SampleDatabase? database))
            _bySize.Add(users, database = NewSized(users));
        return database;
    }

    /// <summary>A database for one measurement only.</summary>
    public SampleDatabase New(int users, int workFactor = WorkFactor)
    {
        var database = new SampleDatabase(File($"{Guid.NewGuid():N}.db"), users, workFactor);
        _others.Add(database);
        return database;
    }

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        foreach (SampleDatabase database in _bySize.Values.Concat(_others))
            database.Dispose();
        _server?.Dispose();
        _folder.Delete(recursive: true);
    }

    private SampleDatabase NewSized(int users) => _server is null
        ? new SampleDatabase(File($"{users}.db"), users, WorkFactor)
        : new SampleDatabase(ServerRows.CreateDatabase(_server, $"users{users}"), users, WorkFactor);
}
