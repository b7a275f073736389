using FlowservUsers.Storage.Sql;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>
/// The connections to the file at a path: each operation takes one and returns it, with its statements prepared. Idle
/// connections are closed after a while, so that a file can be moved, copied or deleted between two commands.
/// </summary>
/// <param name="path">The path of the database.</param>
/// <param name="clock">Where the time comes from.</param>
/// <param name="inspect">Checks the path before the file is opened.</param>
/// <param name="prepare">Makes sure that an opened file is the database before it is used.</param>
internal sealed class SqliteConnections(
    string path, TimeProvider clock, Action inspect, Action<SqliteFileConnection, CancellationToken> prepare) : IDisposable
{
    /// <summary>How long SQLite itself waits for a lock, in milliseconds; beyond that LockWait does.</summary>
    public const int BusyTimeout = 10;

    /// <summary>How long a connection is kept that nobody uses.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile OpenSqliteFile? _file;
    private OpenSqliteFile? _left;
    private volatile bool _disposed;
    private ITimer? _timer;
    private int _isWatched;
    private long _lastUse;

    /// <summary>The statements that the idle connections keep prepared.</summary>
    public IReadOnlyList<string> Statements => _file?.Statements ?? [];

    /// <summary>Whether connections are kept to files that are not at the path any more.</summary>
    public bool IsMoved => _file is { } file && file.Check() != DatabaseFiles.State.Unchanged && !file.IsClosed;

    /// <summary>Takes a connection to the file that is at the path.</summary>
    /// <exception cref="DatabaseUnavailableException">The -wal or the -shm was removed while it was in use.</exception>
    public SqliteFileConnection Take(CancellationToken cancellation)
    {
        if (_disposed)
            throw new DatabaseUnavailableException(path, "The connection was closed while it was in use. Try again.");
        return _file?.TryTake() ?? Open(cancellation);
    }

    /// <summary>Gives a connection back.</summary>
    public void GiveBack(SqliteFileConnection connection)
    {
        connection.File.GiveBack(connection);
        _lastUse = clock.GetTimestamp();
        if (_disposed)
            connection.File.CloseIdle(@finally: true);
        else if (Interlocked.Exchange(ref _isWatched, 1) == 0)
            Watch(IdleTime);
    }

    public void Dispose()
    {
        _disposed = true;
        _timer?.Dispose();
        _file?.CloseIdle(@finally: true);
    }

    public static sqlite3 Handle(PreparedConnection connection) => ((Microsoft.Data.Sqlite.SqliteConnection)connection.Connection).Handle!;

    private SqliteFileConnection Open(CancellationToken cancellation)
    {
        _opening.Wait(cancellation);
        try
        {
            if (_file is { } file)
            {
                if ((file.TryTake() ?? (IsMoved ? null : file.TryOpen())) is { } another)
                    return another;
                Leave(file);
            }
            return OpenFirst(cancellation);
        }
        finally
        {
            _opening.Release();
        }
    }

    private SqliteFileConnection OpenFirst(CancellationToken cancellation)
    {
        // What is open of the same file shares its -shm with a new connection, which may be another one by now.
        while (_left is { IsOpen: true } && !cancellation.IsCancellationRequested)
            cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1));
        cancellation.ThrowIfCancellationRequested();
        _left = null;
        while (true)
        {
            inspect();
            var file = new OpenSqliteFile(path);
            SqliteFileConnection first = file.TryOpen()!;
            try
            {
                prepare(first, cancellation);
                file.Remember(first);
            }
            catch
            {
                file.CloseIdle(@finally: true);
                file.GiveBack(first);
                throw;
            }
            if (!OpenSqliteFile.HasMoved(first))
            {
                _file = file;
                return first;
            }
            file.CloseIdle(@finally: true);
            file.GiveBack(first);
        }
    }

    private void Leave(OpenSqliteFile file)
    {
        _file = null;
        DatabaseFiles.State state = file.Check();
        // The last connection to close deletes these files.
        bool isClosed = file.IsClosed;
        file.CloseIdle(@finally: true);
        _left = file;
        if (!isClosed && state is DatabaseFiles.State.SideFileRemoved or DatabaseFiles.State.SideFileReplaced)
        {
            throw new DatabaseUnavailableException(
                path,
                "Its -wal or -shm file was removed or replaced while it was in use, so the latest changes may be lost. "
                + "Do not touch these files. Check the latest audit events, and try again.");
        }
    }

    private void Watch(TimeSpan after)
    {
        _timer ??= clock.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        TimeSpan idle = clock.GetElapsedTime(_lastUse);
        if (_disposed)
            return;
        if (idle < IdleTime)
        {
            Watch(IdleTime - idle);
            return;
        }
        _isWatched = 0;
        if (_file is { } file && file.CloseIdle(@finally: false))
            Interlocked.CompareExchange(ref _file, null, file);
    }
}
