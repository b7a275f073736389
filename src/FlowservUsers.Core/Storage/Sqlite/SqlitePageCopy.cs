using System.Diagnostics;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>
/// Puts the pages of a database in the place of those of another one, in one transaction: whoever uses that sees the old
/// ones or the new ones. What is damaged is copied as it is.
/// </summary>
internal sealed class SqlitePageCopy : IDisposable
{
    // Few enough that stopping takes no time.
    private const int PagesAtOnce = 128;
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(0.5);

    private readonly sqlite3 _destination;
    private readonly sqlite3_backup _backup;

    public SqlitePageCopy(sqlite3 source, sqlite3 destination)
    {
        _destination = destination;
        _backup = raw.sqlite3_backup_init(destination, "main", source, "main");
        if (_backup.IsInvalid)
            SqliteErrors.ThrowIfFailed(raw.sqlite3_errcode(destination), destination);
    }

    /// <summary>Begins the transaction: nobody else writes to the destination from now on.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">Somebody else writes; it can be tried again.</exception>
    public void Lock() => Step(0);

    /// <summary>Copies every page, and commits.</summary>
    /// <param name="report">Is called now and then, once it takes over a second; null for nobody.</param>
    /// <param name="cancellation">Stops the copy; then the destination is as it was once this is disposed.</param>
    public void Run(Action? report, CancellationToken cancellation)
    {
        long last = Stopwatch.GetTimestamp();
        TimeSpan wait = QuietTime;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            if (report is null || Stopwatch.GetElapsedTime(last) < wait)
                continue;
            report();
            last = Stopwatch.GetTimestamp();
            wait = BetweenReports;
        }
        while (!Step(PagesAtOnce));
    }

    /// <summary>Ends the transaction; what was not committed is undone.</summary>
    public void Dispose() => _backup.Dispose();

    private bool Step(int pages)
    {
        int result = raw.sqlite3_backup_step(_backup, pages);
        if (result == raw.SQLITE_DONE)
            return true;
        SqliteErrors.ThrowIfFailed(result, _destination);
        return false;
    }
}
