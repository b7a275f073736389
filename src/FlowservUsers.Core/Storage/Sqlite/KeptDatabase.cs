using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>What was in the place of a backup that is restored: a file beside it, which goes if the restore fails.</summary>
internal sealed class KeptDatabase : IDisposable
{
    private bool _isComplete;

    private KeptDatabase(string path) => Path = path;

    public string Path { get; }

    /// <summary>Copies a database page by page, also if it is damaged.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="source">A connection to it.</param>
    /// <param name="now">The time that its name tells.</param>
    /// <param name="progress">Is called now and then; null for nobody.</param>
    /// <param name="cancellation">Stops it.</param>
    public static KeptDatabase Copy(string database, sqlite3 source, DateTimeOffset now, Action? progress, CancellationToken cancellation)
    {
        using var file = new TemporaryDatabase(System.IO.Path.GetDirectoryName(database)!);
        using (SqliteConnection connection = SqliteOpening.Open(file.Path, SqliteOpenMode.ReadWrite))
        {
            // It is written to the disk when it gets its name.
            SqliteErrors.ThrowIfFailed(raw.sqlite3_exec(connection.Handle, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF"), connection.Handle!);
            using var copy = new SqlitePageCopy(source, connection.Handle!);
            copy.Run(progress, cancellation);
        }
        return Name(database, file, now);
    }

    /// <summary>Copies a file that SQLite does not understand, and takes the log away that may lie beside it.</summary>
    public static KeptDatabase CopyRemains(string database, DateTimeOffset now)
    {
        using var file = new TemporaryDatabase(System.IO.Path.GetDirectoryName(database)!);
        using (var from = new FileStream(database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        using (var to = new FileStream(file.Path, FileMode.Open, FileAccess.Write))
            from.CopyTo(to);
        KeptDatabase kept = Name(database, file, now);
        foreach (string side in SqliteFile.SideFiles.Where(side => File.Exists(database + side)))
            File.Move(database + side, kept.Path + side);
        return kept;
    }

    /// <summary>Lets the file stay.</summary>
    public void Complete() => _isComplete = true;

    public void Dispose()
    {
        if (!_isComplete)
            File.Delete(Path);
    }

    private static KeptDatabase Name(string database, TemporaryDatabase file, DateTimeOffset now)
    {
        string stem = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(database)!, System.IO.Path.GetFileNameWithoutExtension(database));
        string time = now.ToLocalTime().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string extension = System.IO.Path.GetExtension(database);
        for (int number = 1; ; number++)
        {
            string path = $"{stem}.before-restore-{time}{(number == 1 ? "" : $"-{number}")}{extension}";
            try
            {
                file.MoveTo(path, overwrite: false);
                return new KeptDatabase(path);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another restore in the same second.
            }
        }
    }
}
