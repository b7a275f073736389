using FlowservUsers.Storage;
using FlowservUsers.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Core.Tests.Auditing;

/// <summary>An event and what it records are stored together, or neither is.</summary>
public sealed class AuditAtomicityTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly SqliteUserStore _store;
    private readonly FlowservUser _alice;

    public AuditAtomicityTests()
    {
        _store = SqliteUserStore.Open(_database.Path, create: false, TimeSpan.FromSeconds(30), CancellationToken.None);
        _alice = AuditedOperation.Prepare(_database, _store);
    }

    public static TheoryData<string> Operations() => [.. AuditedOperation.All.Select(operation => operation.Name)];

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_change_leaves_its_events(string operation)
    {
        string before = Dump();
        int events = Types().Count;

        Run(operation, out AuditEventType[] expected);

        Assert.NotEqual(before, Dump());
        Assert.Equal(expected, Types().Skip(events));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_change_that_cannot_be_made_leaves_no_event(string operation)
    {
        foreach (string table in new[] { "users", "sessions", "password_resets", "unknown_logins", "settings" })
        {
            foreach (string action in new[] { "INSERT", "UPDATE", "DELETE" })
                Execute($"CREATE TRIGGER {action}_{table} BEFORE {action} ON {table} BEGIN SELECT RAISE(ABORT, 'not today'); END");
        }
        string before = Dump();

        Assert.ThrowsAny<Exception>(() => Run(operation, out _));

        Assert.Equal(before, Dump());
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_change_whose_event_cannot_be_written_is_not_made(string operation)
    {
        // Only the last event of an operation fails, so that what came before it has to be undone.
        string type = AuditedOperation.All.Single(one => one.Name == operation).Events[^1].ToString();
        Execute(
            $"""
            CREATE TRIGGER refuse BEFORE INSERT ON audit_events WHEN NEW.type = '{type}'
            BEGIN SELECT RAISE(ABORT, 'no events today'); END
            """);
        string before = Dump();

        Assert.ThrowsAny<Exception>(() => Run(operation, out _));

        Assert.Equal(before, Dump());
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_change_that_cannot_be_committed_leaves_no_event(string operation)
    {
        // A reference that is checked at the commit, and leads nowhere.
        Execute(
            """
            CREATE TABLE broken (id INTEGER REFERENCES nowhere (id) DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE nowhere (id INTEGER PRIMARY KEY);
            CREATE TRIGGER break_commit AFTER INSERT ON audit_events BEGIN INSERT INTO broken VALUES (1); END
            """);
        string before = Dump();

        Assert.ThrowsAny<Exception>(() => Run(operation, out _));

        Assert.Equal(before, Dump());
    }

    [Fact]
    public void An_operation_that_is_stopped_leaves_neither_a_change_nor_an_event()
    {
        using var stop = new CancellationTokenSource();
        string before = Dump();

        Assert.ThrowsAny<OperationCanceledException>(() => _store.ChangePolicy(
            policy =>
            {
                stop.Cancel();
                return policy with { WorkFactor = 5 };
            },
            _database.Clock.GetUtcNow(),
            stop.Token));

        Assert.Equal(before, Dump());
    }

    private List<AuditEventType> Types() =>
        [.. _store.ListAuditEvents(new AuditFilter(), CancellationToken.None).Reverse().Select(item => item.Type)];

    private void Run(string name, out AuditEventType[] events)
    {
        AuditedOperation operation = AuditedOperation.All.Single(one => one.Name == name);
        events = operation.Events;
        operation.Run(_store, _alice, _database.Clock.GetUtcNow());
    }

    // All rows of all tables.
    private string Dump()
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand tables = connection.CreateCommand();
        tables.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
        List<string> names = [];
        using (SqliteDataReader reader = tables.ExecuteReader())
        {
            while (reader.Read())
                names.Add(reader.GetString(0));
        }

        List<string> lines = [];
        foreach (string name in names)
        {
            using SqliteCommand rows = connection.CreateCommand();
            rows.CommandText = $"SELECT * FROM {name}";
            using SqliteDataReader reader = rows.ExecuteReader();
            while (reader.Read())
            {
                IEnumerable<string?> values = Enumerable.Range(0, reader.FieldCount).Select(
                    index => reader.GetValue(index) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(index).ToString());
                lines.Add($"{name}: {string.Join('|', values)}");
            }
        }
        return string.Join('\n', lines);
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _database.Path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
