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
    private const int MostIdle = 16;
    private const int HasMoved = 20; // SQLITE_FCNTL_HAS_MOVED
    private const nint MainDatabase = 0; // No name stands for it.

    private readonly ConcurrentBag<PreparedConnection> _idle = [];
    // The bag's own count locks out every other thread.
    private int _idleCount;
    private volatile bool _disposed;

    /// <summary>The statements that the idle connections keep prepared.</summary>
    public IEnumerable<string> Statements => _idle.SelectMany(connection => connection.Statements);

    /// <summary>Takes a connection to the file.</summary>
    /// <exception cref="DatabaseUnavailableException">The file was moved, deleted or replaced since it was opened.</exception>
    public PreparedConnection Take()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!TryTakeIdle(out PreparedConnection? connection))
            return Open();
        if (!IsMoved(connection))
            return connection;

        connection.Dispose();
        throw new DatabaseUnavailableException(path, "The file was moved, deleted or replaced while it was in use. Try again.");
    }

    public void GiveBack(PreparedConnection connection)
    {
        if (Interlocked.Increment(ref _idleCount) <= MostIdle && !_disposed)
        {
            _idle.Add(connection);
            return;
        }
        Interlocked.Decrement(ref _idleCount);
        connection.Dispose();
    }

    /// <summary>Whether the path still leads to the file that was opened.</summary>
    public bool IsMoved()
    {
        if (!TryTakeIdle(out PreparedConnection? connection))
            return false;

        bool moved = IsMoved(connection);
        GiveBack(connection);
        return moved;
    }

    public void Dispose()
    {
        _disposed = true;
        while (TryTakeIdle(out PreparedConnection? connection))
            connection.Dispose();
    }

    public static sqlite3 Handle(PreparedConnection connection) => ((SqliteConnection)connection.Connection).Handle!;

    private bool TryTakeIdle([NotNullWhen(true)] out PreparedConnection? connection)
    {
        if (!_idle.TryTake(out connection))
            return false;
        Interlocked.Decrement(ref _idleCount);
        return true;
    }

    private PreparedConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            // The least there is; waiting for locks is done by LockWait.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, 10);
            using SqliteCommand pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;";
            pragmas.ExecuteNonQuery();
            return new PreparedConnection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool IsMoved(PreparedConnection connection)
    {
        int moved = 0;
        _ = FileControl(Handle(connection), MainDatabase, HasMoved, ref moved);
        return moved != 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static extern int FileControl(sqlite3 database, nint name, int operation, ref int result);
}
