using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>The open connections to one file: each operation takes one and gives it back, with its statements prepared.</summary>
internal sealed class SqliteConnections(string path) : IDisposable
{
    /// <summary>How long SQLite itself waits for a lock, in milliseconds; beyond that LockWait does.</summary>
    public const int BusyTimeout = 10;

    private const int MostIdle = 16;
    private const int HasMoved = 20; // SQLITE_FCNTL_HAS_MOVED
    private const nint MainDatabase = 0; // No name stands for it.
    private const string Pragmas =
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;";

    private readonly ConcurrentBag<PreparedConnection> _idle = [];
    // The bag's own count locks out every other thread.
    private int _idleCount;
    private PreparedConnection? _first;
    private volatile bool _isElsewhere;
    private volatile bool _disposed;

    /// <summary>The statements that the idle connections keep prepared.</summary>
    public IEnumerable<string> Statements => _idle.SelectMany(connection => connection.Statements);

    /// <summary>Takes a connection to the file.</summary>
    /// <exception cref="DatabaseUnavailableException">The connections were closed, or the file was moved, deleted or replaced since it was opened.</exception>
    public PreparedConnection Take()
    {
        if (_disposed)
            throw new DatabaseUnavailableException(path, "It was closed while it was in use. Try again.");
        if (!TryTakeIdle(out PreparedConnection? connection))
            return OpenAnother();
        if (!IsMoved(connection))
            return connection;

        GiveBack(connection);
        throw Moved();
    }

    public void GiveBack(PreparedConnection connection)
    {
        if (Interlocked.Increment(ref _idleCount) > MostIdle && connection != _first)
        {
            Interlocked.Decrement(ref _idleCount);
            connection.Dispose();
        }
        else
            _idle.Add(connection);
        if (_disposed)
            CloseIdle();
    }

    /// <summary>Whether the path still leads to the file that was opened.</summary>
    public bool IsMoved()
    {
        if (_isElsewhere)
            return true;
        if (!TryTakeIdle(out PreparedConnection? connection))
            return false;

        bool moved = IsMoved(connection);
        GiveBack(connection);
        return moved;
    }

    public void Dispose()
    {
        _disposed = true;
        CloseIdle();
    }

    public static sqlite3 Handle(PreparedConnection connection) => ((SqliteConnection)connection.Connection).Handle!;

    // The password key in memory is of the file that was opened first: a connection to a file that has taken its place
    // would write hashes that fit no password. So the first one stays open, to tell.
    private PreparedConnection OpenAnother()
    {
        PreparedConnection connection = Open();
        PreparedConnection first = Interlocked.CompareExchange(ref _first, connection, null) ?? connection;
        // A link can lead elsewhere by now while the file that it led to is still in its place.
        _isElsewhere |= FileOf(connection) != FileOf(first);
        if (!_isElsewhere && !IsMoved(first))
            return connection;

        connection.Dispose();
        throw Moved();
    }

    private static string FileOf(PreparedConnection connection) => raw.sqlite3_db_filename(Handle(connection), "main").utf8_to_string();

    private DatabaseUnavailableException Moved() =>
        new(path, "The file was moved, deleted or replaced while it was in use. Try again.");

    private void CloseIdle()
    {
        while (TryTakeIdle(out PreparedConnection? connection))
            connection.Dispose();
    }

    private bool TryTakeIdle([NotNullWhen(true)] out PreparedConnection? connection)
    {
        if (!_idle.TryTake(out connection))
            return false;
        Interlocked.Decrement(ref _idleCount);
        return true;
    }

    private static bool IsMoved(PreparedConnection connection)
    {
        int moved = 0;
        _ = FileControl(Handle(connection), MainDatabase, HasMoved, ref moved);
        return moved != 0;
    }

    private PreparedConnection Open()
    {
        SqliteConnection connection = SqliteOpening.Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            raw.sqlite3_busy_timeout(connection.Handle, BusyTimeout);
            // Without a command of the provider, which would wait for a lock in its own way.
            SqliteErrors.ThrowIfFailed(raw.sqlite3_exec(connection.Handle, Pragmas), connection.Handle!);
            return new PreparedConnection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static extern int FileControl(sqlite3 database, nint name, int operation, ref int result);
}
