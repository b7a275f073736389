using System.Data;
using System.Data.Common;
using System.Globalization;
using FlowservUsers.Storage.Sql;
using Npgsql;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>
/// A connection to a server. Nothing is left in it between two transactions, because behind a pooler the next one may be
/// run by another process of the server. Statements that need no result are sent with the next one, in one round trip.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="lockWait">How long a statement waits for a lock.</param>
/// <param name="patience">How long the server may be silent before it is checked.</param>
internal sealed class PostgreSqlConnection(NpgsqlConnection connection, TimeSpan lockWait, TimeSpan patience) : PreparedConnection(connection)
{
    private readonly BlockingCalls _calls = new();
    private readonly List<NpgsqlBatchCommand> _waiting = [];
    private readonly List<Action<DbDataReader>> _readers = [];
    private readonly Dictionary<string, NpgsqlBatchCommand> _lastRuns = new(StringComparer.Ordinal);
    private ServerProbe? _probe;
    private bool _isInTransaction;
    private bool _isBegun;

    /// <summary>Stops the statement that runs.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>The statements that were run, each as it was sent the last time.</summary>
    public IReadOnlyDictionary<string, NpgsqlBatchCommand> LastRuns => _lastRuns;

    /// <summary>
    /// Several transactions write at a time, and a sequence never returns a number twice. The types are those of PostgreSQL's own
    /// functions and operators, so that none of another role fits better.
    /// </summary>
    public override string InsertAuditEvent => $"""
        INSERT INTO audit_events (id, occurred_at, type, user_id, username, detail, account, machine)
        VALUES (@first + nextval(CAST('{PostgreSqlSchema.Name}.audit_event_counts' AS regclass)) % CAST({AuditEventId.PerMillisecond} AS bigint), @now, @type, @user, @username, @detail, @account, @machine)
        """;

    /// <summary>Whether the next operation can use it.</summary>
    public bool IsUsable => !_calls.IsAbandoned && Npgsql.State == ConnectionState.Open && !_isInTransaction;

    public override string ForUpdate => " FOR UPDATE";

    private NpgsqlConnection Npgsql => (NpgsqlConnection)Connection;

    private string LockTimeout => ((long)Math.Clamp(lockWait.TotalMilliseconds, 1, int.MaxValue)).ToString(CultureInfo.InvariantCulture);

    /// <summary>A fact that the server reported when it was connected to, or null.</summary>
    public string? ServerParameter(string name) => Npgsql.PostgresParameters.GetValueOrDefault(name);

    /// <summary>Connects.</summary>
    public void Open()
    {
        var context = ExecutionContext.Capture()!;
        _calls.Run(
            () =>
            {
                ExecutionContext.Run(context, static connection => ((NpgsqlConnection)connection!).Open(), Npgsql);
                return true;
            },
            static () => { },
            Cancellation);
        _probe = new ServerProbe(Npgsql.Host!, Npgsql.Port, patience);
    }

    /// <summary>Whether the server followed another when it was connected to.</summary>
    public bool BeganOnStandby { get; private set; }

    /// <summary>Whether the process of the server is the one that was connected to, so that what it keeps is kept for this connection.</summary>
    public bool IsDirect()
    {
        (int process, BeganOnStandby) = First("SELECT pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery()", row => (row.GetInt32(0), row.GetBoolean(1)));
        return process == Npgsql.ProcessID;
    }

    /// <summary>Whether the server follows another, and takes no writes.</summary>
    public bool IsStandby() => First("SELECT pg_catalog.pg_is_in_recovery()", row => row.GetBoolean(0));

    /// <summary>Runs the statements of a script.</summary>
    public void ExecuteScript(string script)
    {
        Send();
        using var command = new NpgsqlCommand(script, Npgsql);
        _calls.Run(command.ExecuteNonQuery, command.Cancel, Cancellation, _probe);
    }

    /// <summary>Begins a transaction; the server is informed with the first statement.</summary>
    /// <param name="isolation">What it sees of others.</param>
    /// <param name="settings">Settings for the transaction, in addition to the lock timeout.</param>
    public void Begin(IsolationLevel isolation, params ReadOnlySpan<string> settings)
    {
        _waiting.Add(new NpgsqlBatchCommand($"BEGIN ISOLATION LEVEL {NameOf(isolation)}"));
        _waiting.Add(new NpgsqlBatchCommand($"SET LOCAL lock_timeout = {LockTimeout}"));
        foreach (string setting in settings)
            _waiting.Add(new NpgsqlBatchCommand($"SET LOCAL {setting}"));
        _isInTransaction = true;
        _isBegun = false;
    }

    /// <summary>Commits, with what waits to be sent.</summary>
    /// <exception cref="UnknownOutcomeException">It is not known whether the change is stored.</exception>
    public void Commit()
    {
        Cancellation.ThrowIfCancellationRequested();
        string? warning = null;
        void Listen(object sender, NpgsqlNoticeEventArgs notice) => warning = IsUnreplicated(notice.Notice) ? notice.Notice.MessageText : warning;
        Npgsql.Notice += Listen;
        try
        {
            _waiting.Add(new NpgsqlBatchCommand("COMMIT"));
            Send();
            _isInTransaction = false;
        }
        catch (Exception exception) when (exception is DbException or IOException or TimeoutException or OperationCanceledException && !IsUndone(exception))
        {
            throw new UnknownOutcomeException("The connection was lost, or the wait ended, while a change was being stored.", exception);
        }
        finally
        {
            Npgsql.Notice -= Listen;
        }
        if (warning is not null)
            throw new UnknownOutcomeException($"The server has stored a change, but a synchronous standby has not confirmed it ({warning}).", null);
    }

    /// <summary>Ends a transaction that was not committed, if the connection is still open.</summary>
    public void RollBack()
    {
        _waiting.Clear();
        _readers.Clear();
        if (!_isInTransaction || _calls.IsAbandoned || Npgsql.State != ConnectionState.Open)
            return;
        try
        {
            if (_isBegun)
            {
                using var batch = new NpgsqlBatch(Npgsql) { BatchCommands = { new NpgsqlBatchCommand("ROLLBACK") } };
                batch.ExecuteNonQuery();
            }
            _isInTransaction = false;
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or IOException)
        {
            // Without a connection the server ends the transaction itself; the connection is not used again.
        }
    }

    public override int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        Answer<int> changed = Enqueue(sql, parameters);
        Send();
        return changed.Value;
    }

    public override Answer<int> Add(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_isInTransaction)
            throw new InvalidOperationException("Only in a transaction does a statement wait.");
        return Enqueue(sql, parameters);
    }

    public override DbDataReader Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        LimitWait();
        Enqueue(sql, parameters);
        return SendAndRead(toEnd: false);
    }

    public override void Send()
    {
        if (_waiting.Count == 0)
            return;
        SendAndRead(toEnd: true).Dispose();
    }

    protected override void AskRows(string sql, Action<DbDataReader> read, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        LimitWait();
        Enqueue(sql, parameters);
        _readers.Add(read);
    }

    /// <summary>Without its own transaction, the setting ends with the statements that it is sent with.</summary>
    private void LimitWait()
    {
        if (_isInTransaction || _waiting.Count > 0)
            return;
        _waiting.Add(new NpgsqlBatchCommand($"SELECT pg_catalog.set_config('lock_timeout', '{LockTimeout}', true)"));
        _readers.Add(static _ => { });
    }

    /// <summary>Sends all that waits, reads what was asked, and then stops at the next rows, or goes on to the end.</summary>
    private NpgsqlDataReader SendAndRead(bool toEnd)
    {
        NpgsqlBatch batch = TakeWaiting();
        Action<DbDataReader>[] readers = [.. _readers];
        _readers.Clear();
        return _calls.Run(() => ReadAsked(batch.ExecuteReader(), readers, toEnd), batch.Cancel, Cancellation, _probe);
    }

    private static NpgsqlDataReader ReadAsked(NpgsqlDataReader reader, Action<DbDataReader>[] readers, bool toEnd)
    {
        try
        {
            foreach (Action<DbDataReader> read in readers)
            {
                read(reader);
                reader.NextResult();
            }
            // The errors of all that follows come out there.
            while (toEnd && reader.NextResult())
            {
            }
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing) => _calls.Finish(() => base.Dispose(disposing));

    private Answer<int> Enqueue(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        NpgsqlBatchCommand statement = PostgreSqlStatement.Of(sql).With(parameters);
        _waiting.Add(statement);
        _lastRuns[sql] = statement;
        return new Answer<int>(() => (int)statement.RecordsAffected);
    }

    private NpgsqlBatch TakeWaiting()
    {
        var batch = new NpgsqlBatch(Npgsql);
        foreach (NpgsqlBatchCommand command in _waiting)
            batch.BatchCommands.Add(command);
        _waiting.Clear();
        _isBegun = _isInTransaction;
        return batch;
    }

    private bool IsUndone(Exception exception) => PostgreSqlErrors.IsUndone(exception)
        || (Cancellation.IsCancellationRequested && exception is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled });

    // The only place in the server that warns so; its text is translated.
    private static bool IsUnreplicated(PostgresNotice notice) => notice.Routine == "SyncRepWaitForLSN";

    private static string NameOf(IsolationLevel isolation) => isolation switch
    {
        IsolationLevel.Serializable => "SERIALIZABLE",
        IsolationLevel.RepeatableRead => "REPEATABLE READ",
        _ => "READ COMMITTED",
    };
}
