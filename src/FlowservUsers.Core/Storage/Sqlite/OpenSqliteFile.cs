using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>
/// A file that is open, and its connections. They are used as long as the names of the database, its -wal and its -shm lead
/// to the files that are open, and are closed with care when they do not.
/// </summary>
/// <param name="path">The path of the database.</param>
/// <param name="pragmas">The statements that each connection begins with.</param>
internal sealed class OpenSqliteFile(string path, string pragmas = OpenSqliteFile.Pragmas)
{
    private const int MostIdle = 16;
    private const int HasMovedOperation = 20; // SQLITE_FCNTL_HAS_MOVED
    private const int GetHandleOperation = 29; // SQLITE_FCNTL_WIN32_GET_HANDLE
    private const int NoCheckpointOnClose = 1006; // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE
    private const nint MainDatabase = 0; // No name stands for it.
    private const string Pragmas =
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;";

    private readonly object _lock = new();
    private readonly Stack<SqliteFileConnection> _idle = [];
    private DatabaseFiles? _files;
    private int _usable;
    private int _open;
    private volatile bool _isClosed;

    /// <summary>Whether no connection is handed out any more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether there is any connection.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
                return _open > 0;
        }
    }

    /// <summary>The statements that the idle connections keep prepared.</summary>
    public IReadOnlyList<string> Statements
    {
        get
        {
            lock (_lock)
                return [.. _idle.SelectMany(connection => connection.Statements)];
        }
    }

    /// <summary>Opens one more connection; null if the file is closed, or is not in its place any more.</summary>
    public SqliteFileConnection? TryOpen()
    {
        SqliteFileConnection connection = Open();
        lock (_lock)
        {
            _open++;
            _usable++;
            if (!_isClosed)
            {
                // The first one finds out what is open.
                if (_files is null || (IsInPlace(connection) && !HasMoved(connection)))
                    return connection;
            }
        }
        GiveBack(connection);
        return null;
    }

    /// <summary>Takes an idle connection; null if there is none, or the file is not in its place any more.</summary>
    public SqliteFileConnection? TryTake()
    {
        SqliteFileConnection? connection;
        lock (_lock)
        {
            if (_isClosed || !_idle.TryPop(out connection))
                return null;
        }
        if (IsInPlace(connection))
            return connection;
        GiveBack(connection);
        return null;
    }

    /// <summary>Gives a connection back.</summary>
    public void GiveBack(SqliteFileConnection connection)
    {
        lock (_lock)
        {
            if (!_isClosed && _idle.Count < MostIdle)
            {
                _idle.Push(connection);
                return;
            }
            _usable--;
        }
        Close(connection);
    }

    /// <summary>Remembers which files are open, once the first connection has opened them all.</summary>
    public void Remember(SqliteFileConnection first) =>
        _files = new DatabaseFiles(path, raw.sqlite3_db_filename(SqliteConnections.Handle(first), "main").utf8_to_string());

    /// <summary>Whether the names still lead to the files that are open.</summary>
    public bool IsInPlace(PreparedConnection connection) =>
        _files?.Database is null ? !HasMoved(connection) : _files.Check() == DatabaseFiles.State.Unchanged;

    /// <summary>What became of the names.</summary>
    public DatabaseFiles.State Check()
    {
        if (_files?.Database is not null)
            return _files.Check();
        lock (_lock)
            return _idle.TryPeek(out SqliteFileConnection? connection) && HasMoved(connection) ? DatabaseFiles.State.DatabaseReplaced : DatabaseFiles.State.Unchanged;
    }

    /// <summary>Closes the connections.</summary>
    /// <param name="finally">Whether those in use are closed when they are given back; otherwise none is closed while one is in use.</param>
    /// <returns>Whether none is left: the file is not used any more, and what is at its path then may be another one.</returns>
    public bool CloseIdle(bool @finally)
    {
        SqliteFileConnection[] idle;
        lock (_lock)
        {
            // A connection that was opened just now may not hold the log yet that the idle ones do.
            if (!@finally && _usable > _idle.Count)
                return false;
            idle = [.. _idle];
            _idle.Clear();
            _usable -= idle.Length;
            _isClosed |= @finally || _usable == 0;
        }
        foreach (SqliteFileConnection connection in idle)
            Close(connection);
        return _isClosed;
    }

    /// <summary>Whether the path of a connection leads elsewhere than to the file that it opened.</summary>
    public static bool HasMoved(PreparedConnection connection)
    {
        // On Windows SQLite has no answer of its own.
        if (OperatingSystem.IsWindows())
            return HasMovedOnWindows(SqliteConnections.Handle(connection));
        int moved = 0;
        _ = FileControl(SqliteConnections.Handle(connection), MainDatabase, HasMovedOperation, ref moved);
        return moved != 0;
    }

    [SupportedOSPlatform("windows")]
    private static bool HasMovedOnWindows(sqlite3 connection)
    {
        nint file = 0;
        return FileControl(connection, MainDatabase, GetHandleOperation, ref file) == raw.SQLITE_OK
            && WindowsFileIdentity.Read(file) is { } opened
            && WindowsFileIdentity.Read(raw.sqlite3_db_filename(connection, "main").utf8_to_string()) != opened;
    }

    private SqliteFileConnection Open()
    {
        SqliteConnection connection = SqliteOpening.Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            raw.sqlite3_busy_timeout(connection.Handle, SqliteConnections.BusyTimeout);
            // Without a command of the provider, which would wait for a lock in its own way.
            SqliteErrors.ThrowIfFailed(raw.sqlite3_exec(connection.Handle, pragmas), connection.Handle!);
            return new SqliteFileConnection(connection, this);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // SQLite writes the log into the database and deletes it when the last connection of all closes, and goes by the name
    // of the log. Where the names lead elsewhere that would leave a moved database without its last changes, or take away
    // the log of another one.
    private void Close(SqliteFileConnection connection)
    {
        sqlite3 handle = SqliteConnections.Handle(connection);
        if (_files is { Database: { } database })
        {
            DatabaseFiles.State state = _files.Check();
            if (state == DatabaseFiles.State.DatabaseReplaced && !OperatingSystem.IsWindows())
                SqliteLocks.TryRunAlone(database, () => raw.sqlite3_exec(handle, "PRAGMA wal_checkpoint(TRUNCATE)"));
            // On Windows the log of an open database stays beside it: only what is above it can be moved.
            else if (state is DatabaseFiles.State.SideFileReplaced or DatabaseFiles.State.DatabaseReplaced)
                _ = raw.sqlite3_db_config(handle, NoCheckpointOnClose, 1, out _);
        }
        connection.Dispose();
        lock (_lock)
            _open--;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static extern int FileControl(sqlite3 database, nint name, int operation, ref int result);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static extern int FileControl(sqlite3 database, nint name, int operation, ref nint result);
}
