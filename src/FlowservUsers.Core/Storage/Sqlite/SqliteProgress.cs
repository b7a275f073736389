using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Lets a long statement be watched: SQLite calls back on the thread that runs it.</summary>
internal sealed class SqliteProgress
{
    private const int InstructionsBetweenCalls = 10_000;
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(0.5);

    private readonly Action _report;
    private readonly TimeSpan _quietTime;
    private long _last = Stopwatch.GetTimestamp();
    private bool _hasReported;
    private ExceptionDispatchInfo? _failure;

    private SqliteProgress(Action report, TimeSpan quietTime)
    {
        _report = report;
        _quietTime = quietTime;
    }

    /// <summary>Runs statements; once they take longer than the quiet time, reports twice a second.</summary>
    /// <param name="report">What it throws ends the statement, and is thrown.</param>
    public static T Run<T>(sqlite3 database, Action? report, TimeSpan quietTime, Func<T> work)
    {
        if (report is null)
            return work();

        var progress = new SqliteProgress(report, quietTime);
        raw.sqlite3_progress_handler(database, InstructionsBetweenCalls, progress.OnProgress, null);
        try
        {
            return work();
        }
        catch (SqliteException) when (progress._failure is not null)
        {
            progress._failure.Throw();
            throw;
        }
        finally
        {
            raw.sqlite3_progress_handler(database, 0, null, null);
        }
    }

    private int OnProgress(object state)
    {
        if (Stopwatch.GetElapsedTime(_last) < (_hasReported ? BetweenReports : _quietTime))
            return 0;

        _last = Stopwatch.GetTimestamp();
        _hasReported = true;
        try
        {
            _report();
            return 0;
        }
        catch (Exception exception)
        {
            // An exception must not pass through the frames of native code.
            _failure = ExceptionDispatchInfo.Capture(exception);
            return 1;
        }
    }
}
