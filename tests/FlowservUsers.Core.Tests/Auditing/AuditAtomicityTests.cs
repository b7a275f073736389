using FlowservUsers.Storage;
using FlowservUsers.Storage.Copying;
using FlowservUsers.Storage.Sql;
using FlowservUsers.Tests;

namespace FlowservUsers.Core.Tests.Auditing;

/// <summary>An event and what it records are stored together, or neither is.</summary>
public sealed class AuditAtomicityTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly IUserStore _store;
    private readonly FlowservUser _alice;

    public AuditAtomicityTests()
    {
        _store = _database.OpenStore();
        _alice = AuditedOperation.Prepare(_database, _store);
    }

    public static TheoryData<string> Operations() => [.. AuditedOperation.All.Select(operation => operation.Name)];

    // A failed login was counted before its password was looked at: what is left is the event.
    public static TheoryData<string> Changes() =>
        [.. AuditedOperation.All.Where(operation => operation.Events[0] != AuditEventType.LoginFailed).Select(operation => operation.Name)];

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_change_records_its_events(string operation)
    {
        string before = Dump();
        int events = Types().Count;

        Run(operation, out AuditEventType[] expected);

        Assert.NotEqual(before, Dump());
        Assert.Equal(expected, Types().Skip(events));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_that_cannot_be_made_leaves_no_event(string operation)
    {
        foreach (string table in new[] { "users", "sessions", "password_resets", "unknown_logins", "settings" })
        {
            foreach (string action in new[] { "INSERT", "UPDATE", "DELETE" })
                TestStorage.Refuse(_database.Path, $"{action} ON {table}");
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
        TestStorage.Refuse(_database.Path, "INSERT ON audit_events", $"NEW.type = '{type}'");
        string before = Dump();

        Assert.ThrowsAny<Exception>(() => Run(operation, out _));

        Assert.Equal(before, Dump());
    }

    [FileTheory]
    [MemberData(nameof(Operations))]
    public void A_change_that_cannot_be_committed_leaves_no_event(string operation)
    {
        // A reference that is checked at the commit, and leads nowhere.
        _database.Query(
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
        using var connection = new PreparedConnection(_database.Connect());
        return string.Join('\n', CopiedTable.All.SelectMany(table => TableRows.Read(connection, table).Select(
            row => $"{table.Name}: {string.Join('|', row.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : value.ToString()))}")));
    }
}
