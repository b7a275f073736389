using System.Buffers.Binary;
using FlowservUsers.Storage.Sql;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>
/// A database whose pages are all replaced while others use it. With a write-ahead log others read what was there until all
/// is in place; without one they wait.
/// </summary>
internal sealed class OverwrittenDatabase : IDisposable
{
    // So that a schema that cannot be read, and a file that was cut off, do not matter: all of it is replaced.
    private const string Pragmas = "PRAGMA writable_schema = ON";
    private const string LockAll = "PRAGMA cache_spill = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK";
    private const string UnlockAll = "PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_master";
    private const string EmptyLog = "PRAGMA wal_checkpoint(TRUNCATE)";

    private const int HeaderLength = 100;
    private const int PageSizeOffset = 16;
    private const int ReadVersionOffset = 19;
    private const byte WriteAheadVersion = 2;
    private const int GreatestPage = 65536; // Written as 1.

    private readonly string _path;
    private readonly LockWait _lockWait;
    private readonly CancellationToken _cancellation;
    private readonly OpenSqliteFile _file;
    private readonly SqliteFileConnection _writer;
    // Without a log there is nothing to be read beside the one who writes.
    private readonly SqliteFileConnection? _reader;

    public OverwrittenDatabase(string path, LockWait lockWait, CancellationToken cancellation)
    {
        _path = path;
        _lockWait = lockWait;
        _cancellation = cancellation;
        _file = new OpenSqliteFile(path, Pragmas);
        _writer = _file.TryOpen()!;
        if (HasLog(path))
            _reader = _file.TryOpen()!;
    }

    /// <summary>The size of the pages of a file that SQLite understands; null for an empty one, and for what is no size.</summary>
    public static int? PageSize(string path)
    {
        int size = BinaryPrimitives.ReadUInt16BigEndian(ReadHeader(path).AsSpan(PageSizeOffset)) is var written and not 1 ? written : GreatestPage;
        return size >= 512 && int.IsPow2(size) ? size : null;
    }

    /// <summary>Whether SQLite can work with the file, whatever may be wrong with what is in it.</summary>
    public bool IsUnderstood()
    {
        try
        {
            _lockWait.Run(_path, () => SqliteSchema.ReadVersion(_writer), SqliteErrors.IsBusy, _cancellation);
            return true;
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            return false;
        }
    }

    /// <summary>Replaces the pages.</summary>
    /// <param name="source">The database that they come from.</param>
    /// <param name="keep">Keeps what a connection reads, while nobody can change it; null if that is not asked for or there is nothing.</param>
    /// <param name="atStage">Is told how far it is.</param>
    /// <param name="progress">Is called now and then; null for nobody.</param>
    /// <param name="kept">The path of what was kept, or null.</param>
    /// <returns>False if nothing was done, because another file is at the path by now.</returns>
    public bool TryReplace(
        sqlite3 source, Func<PreparedConnection, KeptDatabase?> keep, Action<RestoreStage>? atStage, Action? progress, out string? kept)
    {
        kept = null;
        if (_reader is null && !TryLockAll())
            return false;
        _file.Remember(_writer);
        KeptDatabase? old = null;
        try
        {
            if (_reader is null)
                old = keep(_writer);
            using (var pages = new SqlitePageCopy(source, SqliteConnections.Handle(_writer)))
            {
                _lockWait.Run(_path, pages, static pages => { pages.Lock(); return true; }, SqliteErrors.IsBusy, _cancellation);
                atStage?.Invoke(RestoreStage.Locked);
                if (!_file.IsInPlace(_writer))
                    return false;
                if (_reader is not null)
                    old = keep(_reader);
                atStage?.Invoke(RestoreStage.Kept);
                pages.Run(progress, _cancellation);
            }
            old?.Complete();
        }
        finally
        {
            old?.Dispose();
        }
        raw.sqlite3_exec(SqliteConnections.Handle(_writer), _reader is null ? UnlockAll : EmptyLog);
        if (!_file.IsInPlace(_writer))
            throw new DatabaseUnavailableException(_path, "Its file was moved, deleted or replaced while the backup was put in its place. Look at what is there now, and try again.");
        kept = old?.Path;
        return true;
    }

    public void Dispose()
    {
        _file.CloseIdle(@finally: true);
        if (_reader is not null)
            _file.GiveBack(_reader);
        _file.GiveBack(_writer);
    }

    /// <summary>Locks a database without a log for everybody else, also between two transactions.</summary>
    /// <returns>False if it has a log by now.</returns>
    private bool TryLockAll() => _lockWait.Run(
        _path,
        () =>
        {
            if (HasLog(_path))
                return false;
            sqlite3 handle = SqliteConnections.Handle(_writer);
            SqliteErrors.ThrowIfFailed(raw.sqlite3_exec(handle, LockAll), handle);
            return !HasLog(_path);
        },
        SqliteErrors.IsBusy,
        _cancellation);

    private static bool HasLog(string path) => ReadHeader(path)[ReadVersionOffset] == WriteAheadVersion;

    private static byte[] ReadHeader(string path)
    {
        byte[] header = new byte[HeaderLength];
        SqliteHeader.Read(path, header);
        return header;
    }
}
