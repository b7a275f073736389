using System.Diagnostics;

namespace FlowservUsers.Storage;

/// <summary>
/// Retries while another process holds a lock. It waits for short random times, so that many waiting processes get
/// their turn, and each of them stops at once when the caller asks to.
/// </summary>
internal sealed class LockWait(TimeSpan longest)
{
    private const int ShortestWait = 1;
    private const int LongestWait = 8;

    /// <summary>Long enough for whoever waits to try once: a pause for those who take a lock again and again.</summary>
    public static TimeSpan TurnOfOthers { get; } = TimeSpan.FromMilliseconds(2 * LongestWait);

    /// <summary>Runs an attempt until it is not refused.</summary>
    /// <param name="attempt">Throws what <paramref name="isBusy"/> knows while the lock is held.</param>
    /// <exception cref="DatabaseBusyException">The lock was held for longer than the wait.</exception>
    public T Run<T>(string location, Func<T> attempt, Func<Exception, bool> isBusy, CancellationToken cancellation) =>
        Run(location, attempt, static run => run(), isBusy, cancellation);

    /// <summary>Runs an attempt until it is not refused.</summary>
    /// <param name="state">What the attempt is given.</param>
    /// <param name="attempt">Throws what <paramref name="isBusy"/> knows while the lock is held.</param>
    /// <exception cref="DatabaseBusyException">The lock was held for longer than the wait.</exception>
    public T Run<TState, T>(string location, TState state, Func<TState, T> attempt, Func<Exception, bool> isBusy, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return attempt(state);
            }
            catch (Exception exception) when (isBusy(exception))
            {
                TimeSpan waited = Stopwatch.GetElapsedTime(start);
                if (waited >= longest)
                    throw new DatabaseBusyException(location, waited, exception);
            }
            cancellation.WaitHandle.WaitOne(Random.Shared.Next(ShortestWait, LongestWait + 1));
        }
    }
}
