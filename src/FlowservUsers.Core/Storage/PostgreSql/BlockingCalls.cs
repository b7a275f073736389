using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace FlowservUsers.Storage.PostgreSql;

/// <summary>
/// Runs calls that block on a server so that a token can end the wait: on their own thread, not on the thread pool,
/// which is for others and runs out when each of its threads waits. Used by one operation at a time.
/// </summary>
internal sealed class BlockingCalls : IDisposable
{
    /// <summary>How long a call that was asked to stop may take before nobody waits for it any more.</summary>
    private static readonly TimeSpan StopWait = TimeSpan.FromMilliseconds(500);

    private readonly BlockingCollection<Action> _calls = [];
    private Thread? _thread;

    /// <summary>Whether a call did not end when it was asked to; its connection is then left to it.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Runs a call: here if nothing can end it before its time.</summary>
    /// <param name="call">The call.</param>
    /// <param name="stop">Asks it to end; may block too.</param>
    /// <param name="cancellation">Says when.</param>
    /// <param name="probe">Tells, while the call takes its time, whether the server still lives; null to always wait.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop, and did not end.</exception>
    /// <exception cref="TimeoutException">The server does not respond.</exception>
    public T Run<T>(Func<T> call, Action stop, CancellationToken cancellation, ServerProbe? probe = null)
    {
        if (!cancellation.CanBeCanceled && probe is null)
            return call();

        cancellation.ThrowIfCancellationRequested();
        T? result = default;
        ExceptionDispatchInfo? error = null;
        // Not disposed: an abandoned call sets it when it finally ends.
        var ended = new ManualResetEventSlim();
        Post(() =>
        {
            try
            {
                result = call();
            }
            catch (Exception exception)
            {
                error = ExceptionDispatchInfo.Capture(exception);
            }
            ended.Set();
        });
        Await(ended, stop, probe, cancellation);
        error?.Throw();
        return result!;
    }

    /// <summary>Runs an action when the current call has ended, and ends the thread.</summary>
    public void Finish(Action last)
    {
        if (IsAbandoned)
            Post(last);
        else
            last();
        _calls.CompleteAdding();
    }

    public void Dispose() => Finish(() => { });

    private void Await(ManualResetEventSlim ended, Action stop, ServerProbe? probe, CancellationToken cancellation)
    {
        try
        {
            while (!ended.Wait(probe?.Patience ?? Timeout.InfiniteTimeSpan, cancellation))
            {
                if (probe!.IsSilent(cancellation) && !ended.IsSet)
                {
                    IsAbandoned = true;
                    throw new TimeoutException("The server does not respond.");
                }
            }
        }
        catch (OperationCanceledException)
        {
            new Thread(() => TryStop(stop)) { IsBackground = true, Name = "FlowservUsers: stop" }.Start();
            if (ended.Wait(StopWait, CancellationToken.None))
                return;
            IsAbandoned = true;
            throw;
        }
    }

    // Npgsql can fail in any way where the call ends, or its connection breaks, at the same moment; then nothing is left to stop, and
    // an exception that left this thread would end the process.
    private static void TryStop(Action stop)
    {
        try
        {
            stop();
        }
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private void Post(Action call)
    {
        if (_thread is null)
        {
            _thread = new Thread(Work) { IsBackground = true, Name = "FlowservUsers: server" };
            _thread.Start();
        }
        _calls.Add(call);
    }

    private void Work()
    {
        foreach (Action call in _calls.GetConsumingEnumerable())
            call();
        _calls.Dispose();
    }
}
