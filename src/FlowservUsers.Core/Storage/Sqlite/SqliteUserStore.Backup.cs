using FlowservUsers.Storage.Sql;

namespace FlowservUsers.Storage.Sqlite;

internal sealed partial class SqliteUserStore
{
    private const int MostAttempts = 50;
    private static readonly TimeSpan AttemptPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);

    /// <summary>
    /// VACUUM INTO reads one snapshot while others write, can be interrupted, and copies rows: nothing that was deleted
    /// is copied in free pages, as it would with the page-wise backup interface.
    /// </summary>
    public override void Backup(string destination, bool overwrite, Action<double>? progress, CancellationToken cancellation) =>
        SqliteBackup.Write(
            Location, destination, overwrite,
            temporary => Read(connection => CopyInto(connection, temporary, progress), cancellation));

    /// <summary>
    /// Deleted data is overwritten in the file (secure_delete), but earlier states of its pages are in the log until it is
    /// emptied.
    /// </summary>
    public override bool EraseFreed(CancellationToken cancellation)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (Read(connection => connection.First("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0)), cancellation) == 0)
                return true;
            cancellation.WaitHandle.WaitOne(AttemptPause);
            cancellation.ThrowIfCancellationRequested();
        }
        return false;
    }

    private int CopyInto(PreparedConnection connection, string file, Action<double>? progress)
    {
        // The leftovers of an attempt that failed on a lock; SQLite fills only an empty file.
        using (var emptied = new FileStream(file, FileMode.Truncate))
            emptied.Flush();
        long expected = Math.Max(1, new FileInfo(Location).Length);
        Action? report = progress is null ? null : () => progress(Math.Min(1, new FileInfo(file).Length / (double)expected));
        return SqliteProgress.Run(
            SqliteConnections.Handle(connection), report, QuietTime, () => connection.Execute("VACUUM INTO @file", ("@file", file)));
    }
}
