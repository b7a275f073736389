using System.Data;
using System.Data.Common;
using FlowservUsers.Storage.Sql;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>A connection to a server. Statements wait for the server in a way that a token can end at once.</summary>
internal sealed class PostgreSqlConnection(NpgsqlConnection connection) : PreparedConnection(connection)
{
    private NpgsqlTransaction? _transaction;

    /// <summary>Stops the statement that runs.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>
    /// Several transactions write at a time, and a sequence gives no number twice. The types are those of PostgreSQL's own
    /// functions and operators, so that none of another's making fits better.
    /// </summary>
    public override string InsertAuditEvent => $"""
        INSERT INTO audit_events (id, occurred_at, type, user_id, username, detail)
        VALUES (@first + nextval(CAST('audit_event_counts' AS regclass)) % CAST({AuditEventId.PerMillisecond} AS bigint), @now, @type, @user, @username, @detail)
        """;

    /// <summary>Whether the next operation can use it.</summary>
    public bool IsUsable => Connection.State == ConnectionState.Open && _transaction is null;

    public override string ForUpdate => " FOR UPDATE";

    /// <summary>A fact that the server reported when it was connected to, or null.</summary>
    public string? ServerParameter(string name) => ((NpgsqlConnection)Connection).PostgresParameters.GetValueOrDefault(name);

    /// <summary>Begins a transaction; the server is told with the first statement.</summary>
    public void Begin(IsolationLevel isolation) => _transaction = ((NpgsqlConnection)Connection).BeginTransaction(isolation);

    /// <summary>Commits. From here on nothing can be stopped: the answer says whether the change is stored.</summary>
    public void Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
    }

    /// <summary>Ends a transaction that was not committed, if the connection still stands.</summary>
    public void RollBack()
    {
        if (_transaction is null || Connection.State != ConnectionState.Open)
            return;
        try
        {
            _transaction.Rollback();
            _transaction.Dispose();
            _transaction = null;
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or IOException)
        {
            // Without a connection the server ends the transaction itself; the connection is not used again.
        }
    }

    /// <summary>Text that the server does not take, because it is no Unicode or has a NUL, is nowhere stored: it is looked for in vain.</summary>
    protected override object ToStore(object? value) => value is string text ? Replace(text) : base.ToStore(value);

    protected override int Execute(DbCommand statement) => statement.ExecuteNonQueryAsync(Cancellation).GetAwaiter().GetResult();

    protected override DbDataReader Query(DbCommand statement) => statement.ExecuteReaderAsync(Cancellation).GetAwaiter().GetResult();

    private static string Replace(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\0', StringComparison.Ordinal)
            ? string.Concat(text.EnumerateRunes()).Replace('\0', '\uFFFD')
            : text;
}
