using FlowservUsers.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>
/// Puts a backup in the place of a database as one step. Others go on using the same file, in which one transaction has
/// replaced everything. Only where there is no database, or none that SQLite understands, another file takes its place.
/// </summary>
internal sealed class SqliteRestore
{
    private readonly string _path;
    private readonly string _file;
    private readonly string _backup;
    private readonly bool _keep;
    private readonly LockWait _lockWait;
    private readonly DateTimeOffset _now;
    private readonly Action<string>? _progress;
    private readonly Action<RestoreStage>? _atStage;
    private readonly CancellationToken _cancellation;

    private SqliteRestore(
        string path, string backup, bool keep, LocalUserServiceOptions options, Action<string>? progress, Action<RestoreStage>? atStage,
        CancellationToken cancellation)
    {
        _path = path;
        _file = RestoreTarget.Resolve(path);
        _backup = backup;
        _keep = keep;
        _lockWait = new LockWait(options.LockWait);
        _now = options.Clock.GetUtcNow();
        _progress = progress;
        _atStage = atStage;
        _cancellation = cancellation;
    }

    /// <summary>Makes sure that a backup can be restored.</summary>
    /// <param name="path">The path of the database.</param>
    /// <param name="backup">The path of the backup.</param>
    /// <param name="options">How to open it.</param>
    /// <param name="progress">Is told what is being done, once that takes over a second.</param>
    /// <param name="cancellation">Stops it.</param>
    public static void Check(string path, string backup, LocalUserServiceOptions options, Action<string>? progress, CancellationToken cancellation) => Translate(
        path,
        () =>
        {
            RestoreTarget.Look(path, RestoreTarget.Resolve(path), backup);
            BackupSource.Check(backup, options, part => progress?.Invoke($"checking the backup: {part}"), cancellation);
            return null;
        },
        cancellation);

    /// <summary>Restores a backup that was checked.</summary>
    /// <param name="path">The path of the database.</param>
    /// <param name="backup">The path of the backup.</param>
    /// <param name="keep">Whether what was there is kept beside it.</param>
    /// <param name="options">How to open it.</param>
    /// <param name="progress">Is told what is being done, once that takes over a second.</param>
    /// <param name="cancellation">Stops it; then nothing was changed.</param>
    /// <param name="atStage">Is told how far it is.</param>
    /// <returns>The path of the file that was kept, or null if there is none.</returns>
    public static string? Run(
        string path, string backup, bool keep, LocalUserServiceOptions options, Action<string>? progress, CancellationToken cancellation,
        Action<RestoreStage>? atStage = null) =>
        Translate(path, () => new SqliteRestore(path, backup, keep, options, progress, atStage, cancellation).Run(), cancellation);

    private static string? Translate(string path, Func<string?> work, CancellationToken cancellation)
    {
        try
        {
            return work();
        }
        catch (DatabaseFullException exception)
        {
            throw new DatabaseFullException(path, exception.InnerException);
        }
        catch (DatabaseUnavailableException exception) when (TemporaryDatabase.IsTemporary(exception.Location))
        {
            throw new InvalidDestinationException(path, exception.InnerException?.Message ?? exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDestinationException(path, exception.Message);
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, path, cancellation) is { } translated)
        {
            throw translated;
        }
    }

    private string? Run()
    {
        string folder = Path.GetDirectoryName(_file)!;
        if (!Directory.Exists(folder))
            throw new InvalidDestinationException(_path, "Its folder does not exist. Create it, or check the path.");
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();
            RestoreTarget.Content content = RestoreTarget.Look(_path, _file, _backup);
            using var copy = new TemporaryDatabase(folder);
            int? pageSize = content == RestoreTarget.Content.Database ? OverwrittenDatabase.PageSize(_path) : null;
            BackupSource.CopyTo(copy.Path, _backup, pageSize, _now, Reporting("copying the backup"), _cancellation);
            _atStage?.Invoke(RestoreStage.Copied);
            if (!TryPut(copy, content, out string? kept))
                continue;
            _atStage?.Invoke(RestoreStage.Done);
            return kept;
        }
    }

    /// <summary>Puts the copy in its place.</summary>
    /// <returns>False if something else is there by now than was looked at.</returns>
    private bool TryPut(TemporaryDatabase copy, RestoreTarget.Content content, out string? kept)
    {
        kept = null;
        if (content == RestoreTarget.Content.Nothing)
            return TryMove(copy);
        if (content == RestoreTarget.Content.Database)
        {
            using var database = new OverwrittenDatabase(_path, _lockWait, _cancellation);
            if (database.IsUnderstood())
            {
                using SqliteConnection source = SqliteOpening.Open(copy.Path, SqliteOpenMode.ReadOnly);
                return database.TryReplace(source.Handle!, Keep, _atStage, Reporting("writing the backup into the database"), out kept);
            }
        }
        kept = ReplaceRemains(copy);
        return true;
    }

    private bool TryMove(TemporaryDatabase copy)
    {
        try
        {
            copy.MoveTo(_file, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(_file))
        {
            return false;
        }
    }

    private KeptDatabase? Keep(PreparedConnection connection)
    {
        int version = SqliteSchema.ReadVersion(connection);
        if (version > SqliteSchema.Current.NewestVersion)
            throw new DatabaseVersionNotSupportedException(_path, version, SqliteSchema.Current.NewestVersion);
        return _keep && !IsEmpty(connection)
            ? KeptDatabase.Copy(_file, SqliteConnections.Handle(connection), _now, Reporting("keeping what was there"), _cancellation)
            : null;
    }

    private static bool IsEmpty(PreparedConnection connection) => connection.First("PRAGMA page_count", row => row.GetInt64(0)) == 0;

    /// <summary>Nobody can lock or use such a file through SQLite, so that the copy can take its place.</summary>
    private string? ReplaceRemains(TemporaryDatabase copy)
    {
        using KeptDatabase? kept = _keep ? KeptDatabase.CopyRemains(_file, _now) : null;
        _atStage?.Invoke(RestoreStage.Kept);
        foreach (string side in SqliteFile.SideFiles)
            File.Delete(_file + side);
        copy.MoveTo(_file, overwrite: true);
        kept?.Complete();
        return kept?.Path;
    }

    private Action? Reporting(string what) => _progress is null ? null : () => _progress(what);
}
