using FlowservUsers.Passwords;
using FlowservUsers.Storage.Sql;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>The embedded default: an SQLite file.</summary>
internal sealed partial class SqliteUserStore : SqlUserStore
{
    private readonly SqliteConnections _connections;
    private readonly LockWait _lockWait;
    private readonly SqliteSchema _schema;
    private readonly List<string> _warnings = [];

    private SqliteUserStore(string path, LockWait lockWait, SqliteSchema schema)
    {
        Location = path;
        _lockWait = lockWait;
        _schema = schema;
        _connections = new SqliteConnections(path);
    }

    public override string Location { get; }

    public override IReadOnlyList<string> Warnings => _warnings;

    public override bool IsStale => _connections.IsMoved();

    /// <summary>The statements that were run so far.</summary>
    internal IEnumerable<string> Statements => _connections.Statements;

    /// <summary>Opens a file, and creates it first if that is asked for.</summary>
    /// <exception cref="DatabaseNotFoundException">There is no file, and none is to be created.</exception>
    /// <exception cref="NotAFlowservDatabaseException">The file is something else.</exception>
    /// <exception cref="DatabaseVersionNotSupportedException">The file is of a newer version.</exception>
    /// <exception cref="DatabaseCorruptException">The file is damaged.</exception>
    public static SqliteUserStore Open(
        string path, bool create, TimeSpan lockWait, CancellationToken cancellation, SqliteSchema? schema = null, HashingKey? outside = null)
    {
        var store = new SqliteUserStore(path, new LockWait(lockWait), schema ?? SqliteSchema.Current);
        try
        {
            SqliteFile.Content content = SqliteFile.Inspect(path);
            if (content == SqliteFile.Content.Nothing && !create)
                throw new DatabaseNotFoundException(path);
            if (content == SqliteFile.Content.Nothing)
                SqliteFile.Create(path);
            if (content == SqliteFile.Content.Unmarked)
                UnmarkedFile.Require(path);

            store.Prepare(create, outside, cancellation);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public override void Dispose() => _connections.Dispose();

    protected override T Read<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) =>
        Run(connection => _lockWait.Run(Location, connection, work, SqliteErrors.IsBusy, cancellation), cancellation);

    protected override T WriteAlone<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) => Write(work, cancellation);

    protected override T Write<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) => Run(
        connection =>
        {
            _lockWait.Run(Location, connection, Begin, SqliteErrors.IsBusy, cancellation);
            T result = work(connection);
            _lockWait.Run(Location, connection, Commit, SqliteErrors.IsBusy, cancellation);
            return result;
        },
        cancellation);

    protected override T ReadSnapshot<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) => Run(
        connection =>
        {
            Execute(connection, "BEGIN");
            // The first read takes the lock, if there is any to be waited for.
            _lockWait.Run(Location, () => SqliteSchema.ReadState(connection), SqliteErrors.IsBusy, cancellation);
            return work(connection);
        },
        cancellation);

    protected override bool TryWriteNow(Action<PreparedConnection> work)
    {
        try
        {
            return Run(
                connection =>
                {
                    sqlite3 handle = SqliteConnections.Handle(connection);
                    raw.sqlite3_busy_timeout(handle, 0);
                    try
                    {
                        Begin(connection);
                        work(connection);
                        return Commit(connection);
                    }
                    finally
                    {
                        raw.sqlite3_busy_timeout(handle, SqliteConnections.BusyTimeout);
                    }
                },
                CancellationToken.None);
        }
        catch (DatabaseException)
        {
            return false;
        }
    }

    private T Run<T>(Func<PreparedConnection, T> work, CancellationToken cancellation)
    {
        PreparedConnection? connection = null;
        try
        {
            connection = _lockWait.Run(Location, _connections, static connections => connections.Take(), SqliteErrors.IsBusy, cancellation);
            sqlite3 handle = SqliteConnections.Handle(connection);
            try
            {
                using CancellationTokenRegistration stop = cancellation.Register(static state => raw.sqlite3_interrupt((sqlite3)state!), handle);
                return work(connection);
            }
            finally
            {
                // No interrupt comes from here on.
                RollBack(connection);
                if (cancellation.IsCancellationRequested)
                    ForgetInterrupt(handle);
            }
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, Location, cancellation) is { } translated)
        {
            throw translated;
        }
        finally
        {
            if (connection is not null)
                _connections.GiveBack(connection);
        }
    }

    private void Prepare(bool create, HashingKey? outside, CancellationToken cancellation)
    {
        SchemaState state = ReadState(cancellation);
        if (state.Version > _schema.NewestVersion)
            throw new DatabaseVersionNotSupportedException(Location, state.Version, _schema.NewestVersion);
        if (state.IsEmpty && !create)
            throw new DatabaseNotFoundException(Location);
        if (state.Version < 0 || (state.Version == 0 && !state.IsEmpty))
            throw new DatabaseCorruptException(Location);
        if (state.Version < _schema.NewestVersion)
            Write(connection => _schema.Migrate(connection, outside), cancellation);
        ReadHashingKeys(cancellation);

        UseWriteAheadLog(cancellation);
        if (SqliteFile.PermissionWarning(Location) is { } warning)
            _warnings.Add(warning);
    }

    // In one transaction: while another process creates the tables, a statement of its own can meet a schema of before, and
    // the lock of that process keeps SQLite from noticing.
    private SchemaState ReadState(CancellationToken cancellation) => Read(
        connection =>
        {
            Execute(connection, "BEGIN");
            try
            {
                return SqliteSchema.ReadState(connection);
            }
            finally
            {
                RollBack(connection);
            }
        },
        cancellation);

    private void UseWriteAheadLog(CancellationToken cancellation)
    {
        string? mode = Read(connection => connection.First("PRAGMA journal_mode", row => row.GetString(0)), cancellation);
        if (mode == "wal")
            return;

        try
        {
            mode = Read(connection => connection.First("PRAGMA journal_mode = WAL", row => row.GetString(0)), cancellation);
        }
        catch (DatabaseReadOnlyException)
        {
            return;
        }
        if (mode != "wal")
            _warnings.Add($"The file system of '{Location}' does not allow a write-ahead log: readers and writers wait for one another.");
    }

    private static void RollBack(PreparedConnection connection)
    {
        sqlite3 handle = SqliteConnections.Handle(connection);
        if (raw.sqlite3_get_autocommit(handle) == 0)
            raw.sqlite3_exec(handle, "ROLLBACK");
    }

    // SQLite remembers an interrupt until the next statement, and would leave the log where it is if it closed the file before.
    private static void ForgetInterrupt(sqlite3 handle) => raw.sqlite3_exec(handle, "SELECT 1");

    private static bool Begin(PreparedConnection connection) => Execute(connection, "BEGIN IMMEDIATE");

    private static bool Commit(PreparedConnection connection) => Execute(connection, "COMMIT");

    private static bool Execute(PreparedConnection connection, string sql)
    {
        sqlite3 handle = SqliteConnections.Handle(connection);
        SqliteErrors.ThrowIfFailed(raw.sqlite3_exec(handle, sql), handle);
        return true;
    }
}
