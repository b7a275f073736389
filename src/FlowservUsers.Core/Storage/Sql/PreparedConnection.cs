using System.Data.Common;

namespace FlowservUsers.Storage.Sql;

/// <summary>A connection that keeps each statement prepared. Used by one operation at a time.</summary>
internal class PreparedConnection(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _statements = new(new ByLength());

    public DbConnection Connection { get; } = connection;

    /// <summary>The statements that were run so far.</summary>
    public IReadOnlyCollection<string> Statements => _statements.Keys;

    /// <summary>
    /// Adds an audit event under the next free identifier of its millisecond, the first of which is given. This form is right
    /// where one transaction writes at a time.
    /// </summary>
    public virtual string InsertAuditEvent => $"""
        INSERT INTO audit_events (id, occurred_at, type, user_id, username, detail, account, machine)
        SELECT coalesce(max(id) + 1, @first), @now, @type, @user, @username, @detail, @account, @machine
        FROM audit_events WHERE id >= @first AND id < @first + {AuditEventId.PerMillisecond}
        """;

    /// <summary>The transaction that the statements run in, for providers that want to be told.</summary>
    public DbTransaction? Transaction { get; set; }

    /// <summary>
    /// What a query ends with that keeps others from changing the rows it finds until the transaction ends: nothing where
    /// a transaction that writes is alone anyway.
    /// </summary>
    public virtual string ForUpdate => "";

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public virtual int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Bind(sql, parameters).ExecuteNonQuery();

    /// <summary>
    /// Runs a statement of a transaction at once or together with what follows in it, where that saves a round trip. How many
    /// rows it changed is there after that, and its error can come with the next statement or the commit.
    /// </summary>
    public virtual Answer<int> Add(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => new() { Value = Execute(sql, parameters) };

    /// <summary>Asks for the first row, or the default value where there is none; the answer is there after <see cref="Send"/>.</summary>
    public Answer<T?> Ask<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var answer = new Answer<T?>();
        AskRows(sql, rows => answer.Value = rows.Read() ? read(rows) : default, parameters);
        return answer;
    }

    /// <summary>Asks for every row; the answer is there after <see cref="Send"/>.</summary>
    public Answer<List<T>> AskAll<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var answer = new Answer<List<T>>();
        AskRows(sql, rows => answer.Value = ReadAll(rows, read), parameters);
        return answer;
    }

    /// <summary>Sends what was asked and has not been sent yet, in one round trip.</summary>
    public virtual void Send()
    {
        // Without a server there is nothing to save.
    }

    /// <summary>Runs a query; the caller disposes the reader before it runs the same query again.</summary>
    public virtual DbDataReader Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Bind(sql, parameters).ExecuteReader();

    /// <summary>Reads the first row, or the default value where there is none.</summary>
    public T? First<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbDataReader reader = Query(sql, parameters);
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>Reads every row.</summary>
    public List<T> All<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbDataReader reader = Query(sql, parameters);
        return ReadAll(reader, read);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a query at once or together with others, and reads what it finds.</summary>
    protected virtual void AskRows(string sql, Action<DbDataReader> read, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbDataReader rows = Query(sql, parameters);
        read(rows);
    }

    /// <summary>Closes the connection.</summary>
    /// <param name="disposing">True if it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        foreach (DbCommand statement in _statements.Values)
            statement.Dispose();
        Connection.Dispose();
    }

    private static List<T> ReadAll<T>(DbDataReader reader, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private DbCommand Bind(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_statements.TryGetValue(sql, out DbCommand? statement))
        {
            statement = Prepare(sql, parameters);
            _statements.Add(sql, statement);
        }
        statement.Transaction = Transaction;
        for (int index = 0; index < parameters.Length; index++)
            statement.Parameters[index].Value = parameters[index].Value ?? DBNull.Value;
        return statement;
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbCommand statement = Connection.CreateCommand();
        statement.CommandText = sql;
        foreach ((string name, object? value) in parameters)
        {
            DbParameter parameter = statement.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            statement.Parameters.Add(parameter);
        }
        return statement;
    }

    /// <summary>Statements are long and few, so their length distinguishes them faster than a hash of all characters.</summary>
    private sealed class ByLength : IEqualityComparer<string>
    {
        public bool Equals(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

        public int GetHashCode(string sql) => sql.Length;
    }
}
