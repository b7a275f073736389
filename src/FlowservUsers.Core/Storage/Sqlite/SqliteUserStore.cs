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

    private SqliteUserStore(string path, bool create, HashingKey? outside, LockWait lockWait, SqliteSchema schema, TimeProvider clock)
    {
        Location = path;
        _create = create;
        _outside = outside;
        _lockWait = lockWait;
        _schema = schema;
        _connections = new SqliteConnections(path, clock, Inspect, Prepare);
    }

    public override string Location { get; }

    public override IReadOnlyList<string> Warnings => _warnings;

    public override bool IsStale => !File.Exists(Location);

    /// <summary>The statements that were run so far.</summary>
    internal IEnumerable<string> Statements => _connections.Statements;

    /// <summary>Opens a file, and creates it first if requested.</summary>
    /// <exception cref="DatabaseNotFoundException">The file does not exist and is not to be created.</exception>
    /// <exception cref="NotAFlowservDatabaseException">The file is not a FlowservUsers database.</exception>
    /// <exception cref="DatabaseVersionNotSupportedException">The file has a newer version.</exception>
    /// <exception cref="DatabaseCorruptException">The file is damaged.</exception>
    public static SqliteUserStore Open(
        string path, bool create, TimeSpan lockWait, CancellationToken cancellation, SqliteSchema? schema = null, HashingKey? outside = null,
        TimeProvider? clock = null)
    {
        var store = new SqliteUserStore(path, create, outside, new LockWait(lockWait), schema ?? SqliteSchema.Current, clock ?? TimeProvider.System);
        try
        {
            // The first connection finds out what is there.
            store.Read(_ => true, cancellation);
            return store;
        }
        catch
        {
            store.Dispose();
            store.DeleteIfEmpty();
            throw;
        }
    }

    public override void Dispose() => _connections.Dispose();

    protected override T Read<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) => Run(
        (SqliteFileConnection connection, out T result) =>
        {
            result = _lockWait.Run(Location, connection, work, SqliteErrors.IsBusy, cancellation);
            return true;
        },
        cancellation);

    protected override T WriteAlone<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) => Write(work, cancellation);

    protected override T Write<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) => Run(
        (SqliteFileConnection connection, out T result) =>
        {
            result = default!;
            _lockWait.Run(Location, connection, Begin, SqliteErrors.IsBusy, cancellation);
            // While this one waited for the lock the file may have been replaced.
            if (!connection.File.IsInPlace(connection))
                return false;
            result = work(connection);
            _lockWait.Run(Location, connection, Commit, SqliteErrors.IsBusy, cancellation);
            RequireInPlace(connection);
            return true;
        },
        cancellation);

    protected override T ReadSnapshot<T>(Func<PreparedConnection, T> work, CancellationToken cancellation) => Run(
        (SqliteFileConnection connection, out T result) =>
        {
            Execute(connection, "BEGIN");
            // The first read takes the lock, if there is any to be waited for.
            _lockWait.Run(Location, () => SqliteSchema.ReadState(connection), SqliteErrors.IsBusy, cancellation);
            result = work(connection);
            return true;
        },
        cancellation);

    protected override bool TryWriteNow(Action<PreparedConnection> work)
    {
        try
        {
            return Run(
                (SqliteFileConnection connection, out bool result) =>
                {
                    sqlite3 handle = SqliteConnections.Handle(connection);
                    raw.sqlite3_busy_timeout(handle, 0);
                    try
                    {
                        Begin(connection);
                        work(connection);
                        result = Commit(connection);
                        return true;
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

    /// <summary>Works on a connection.</summary>
    /// <returns>False if nothing was done, because the file is not the one at the path any more.</returns>
    private delegate bool Attempt<T>(SqliteFileConnection connection, out T result);

    private T Run<T>(Attempt<T> attempt, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                SqliteFileConnection connection = _lockWait.Run(
                    Location, (_connections, cancellation), static state => state._connections.Take(state.cancellation), SqliteErrors.IsBusy, cancellation);
                try
                {
                    if (RunStoppable(connection, attempt, out T result, cancellation))
                        return result;
                }
                finally
                {
                    _connections.GiveBack(connection);
                }
            }
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, Location, cancellation) is { } translated)
        {
            throw translated;
        }
    }

    private static bool RunStoppable<T>(SqliteFileConnection connection, Attempt<T> attempt, out T result, CancellationToken cancellation)
    {
        sqlite3 handle = SqliteConnections.Handle(connection);
        try
        {
            using CancellationTokenRegistration stop = cancellation.Register(static state => raw.sqlite3_interrupt((sqlite3)state!), handle);
            return attempt(connection, out result);
        }
        finally
        {
            // No interrupt comes from here on.
            RollBack(connection);
            if (cancellation.IsCancellationRequested)
                ForgetInterrupt(handle);
        }
    }

    private void RequireInPlace(SqliteFileConnection connection)
    {
        if (!connection.File.IsInPlace(connection))
        {
            throw new DatabaseUnavailableException(
                Location, "Its file was moved, deleted or replaced during a write: the change may be in the previous file.");
        }
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
