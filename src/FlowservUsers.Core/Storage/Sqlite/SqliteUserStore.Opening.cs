using FlowservUsers.Passwords;
using FlowservUsers.Storage.Sql;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>What is done before a file is used, at first and whenever it is reopened.</summary>
internal sealed partial class SqliteUserStore
{
    private bool _create;
    private bool _isCreated;
    private bool _isPrepared;
    private HashingKey? _outside;

    /// <summary>Removes the file again if this store created it and nothing was stored in it since.</summary>
    public override void DiscardIfUnused()
    {
        if (!_isCreated || IsStale)
            return;
        _isCreated = false;
        // Read first: where something was stored there is nothing to wait for.
        if (!Run((SqliteFileConnection connection, out bool unused) => { unused = IsUnused(connection); return true; }, CancellationToken.None))
            return;
        bool isDeleted = Run(
            (SqliteFileConnection connection, out bool deleted) =>
            {
                _lockWait.Run(Location, connection, Begin, SqliteErrors.IsBusy, CancellationToken.None);
                // While the lock is held, so that nothing has been stored; a process that waits for it finds the file gone.
                deleted = connection.File.IsInPlace(connection) && IsUnused(connection) && (OperatingSystem.IsWindows() || Delete());
                return true;
            },
            CancellationToken.None);
        if (!isDeleted || !OperatingSystem.IsWindows())
            return;
        // Windows deletes nothing that is open.
        Dispose();
        Delete();
    }

    /// <summary>Checks the path before SQLite opens it, and creates the file if requested.</summary>
    private void Inspect()
    {
        SqliteFile.Content content = SqliteFile.Inspect(Location);
        if (content == SqliteFile.Content.Nothing && !_create)
            throw new DatabaseNotFoundException(Location);
        if (content == SqliteFile.Content.Nothing)
            _isCreated = SqliteFile.Create(Location);
        if (content == SqliteFile.Content.Unmarked)
            UnmarkedFile.Require(Location);
        SqliteFile.RequireOneName(Location);
    }

    /// <summary>Makes sure that an opened file is the database, and creates or migrates its tables.</summary>
    private void Prepare(SqliteFileConnection connection, CancellationToken cancellation) => RunStoppable(
        connection,
        (SqliteFileConnection opened, out bool done) =>
        {
            Prepare(opened, ReadState(opened, cancellation), cancellation);
            return done = true;
        },
        out _,
        cancellation);

    private void Prepare(SqliteFileConnection connection, SchemaState state, CancellationToken cancellation)
    {
        if (state.Version > _schema.NewestVersion)
            throw new DatabaseVersionNotSupportedException(Location, state.Version, _schema.NewestVersion);
        if (state.IsEmpty && !_create)
            throw new DatabaseNotFoundException(Location);
        if (state.Version < 0 || (state.Version == 0 && !state.IsEmpty))
            throw new DatabaseCorruptException(Location);
        if (state.Version < _schema.NewestVersion && !TryMigrate(connection, cancellation))
            return;
        _ = ReadInTransaction(connection, HashingKeyRows.Read, cancellation);

        UseWriteAheadLog(connection, cancellation);
        if (!_isPrepared && SqliteFile.PermissionWarning(Location) is { } warning)
            _warnings.Add(warning);
        _create = false;
        _outside = null;
        _isPrepared = true;
    }

    /// <summary>Creates or migrates the tables.</summary>
    /// <returns>False if nothing was done, because the file is not the one at the path any more: its log would be another one's.</returns>
    private bool TryMigrate(SqliteFileConnection connection, CancellationToken cancellation)
    {
        _lockWait.Run(Location, connection, Begin, SqliteErrors.IsBusy, cancellation);
        if (OpenSqliteFile.HasMoved(connection))
            return false;
        _schema.Migrate(connection, _outside);
        return _lockWait.Run(Location, connection, Commit, SqliteErrors.IsBusy, cancellation);
    }

    // In one transaction: while another process creates the tables, a statement of its own can meet a schema of before, and
    // the lock of that process keeps SQLite from noticing.
    private SchemaState ReadState(SqliteFileConnection connection, CancellationToken cancellation) =>
        ReadInTransaction(connection, SqliteSchema.ReadState, cancellation);

    private T ReadInTransaction<T>(SqliteFileConnection connection, Func<PreparedConnection, T> read, CancellationToken cancellation) => _lockWait.Run(
        Location,
        () =>
        {
            Execute(connection, "BEGIN");
            try
            {
                // Takes the lock, after which no statement meets a schema of before.
                _ = SqliteSchema.ReadVersion(connection);
                return read(connection);
            }
            finally
            {
                RollBack(connection);
            }
        },
        SqliteErrors.IsBusy,
        cancellation);

    private void UseWriteAheadLog(SqliteFileConnection connection, CancellationToken cancellation)
    {
        if (ReadText(connection, "PRAGMA journal_mode", cancellation) == "wal")
            return;
        string? mode;
        try
        {
            mode = ReadText(connection, "PRAGMA journal_mode = WAL", cancellation);
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_READONLY)
        {
            return;
        }
        if (mode != "wal" && !_isPrepared)
            _warnings.Add($"The file system of '{Location}' does not support a write-ahead log: readers and writers wait for each other.");
        else if (mode == "wal")
            // Opens the log, so that it is known which one it is.
            _ = ReadState(connection, cancellation);
    }

    private string? ReadText(SqliteFileConnection connection, string sql, CancellationToken cancellation) => _lockWait.Run(
        Location, () => connection.First(sql, row => row.GetString(0)), SqliteErrors.IsBusy, cancellation);

    private static bool IsUnused(PreparedConnection connection) => connection.First(
        "SELECT NOT EXISTS (SELECT 1 FROM users) AND NOT EXISTS (SELECT 1 FROM audit_events) AND NOT EXISTS (SELECT 1 FROM settings)",
        row => row.GetInt64(0)) != 0;

    private bool Delete()
    {
        try
        {
            foreach (string file in SqliteFile.SideFiles.Select(side => Location + side).Append(Location))
                File.Delete(file);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An empty database does no harm.
            return false;
        }
    }

    /// <summary>Removes a file that was created for nothing: SQLite could not use it.</summary>
    private void DeleteIfEmpty()
    {
        if (_isCreated && !_isPrepared && SqliteFile.FilesOf(Location).SequenceEqual([Location]) && new FileInfo(Location).Length == 0)
            File.Delete(Location);
    }
}
