using System.Runtime.ExceptionServices;

namespace FlowservUsers.Passwords;

/// <summary>Work on a password that takes long and can't be interrupted.</summary>
internal static class CostlyWork
{
    /// <summary>Work on a password.</summary>
    public delegate T Work<out T>(ReadOnlySpan<char> password);

    /// <summary>
    /// Does the work. If it can be canceled, it runs on a thread of its own with its own copy of the password, and is left behind on
    /// cancellation; the copy is erased when the work ends.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was canceled before the work ended.</exception>
    public static T Run<T>(ReadOnlySpan<char> password, Work<T> work, CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled)
            return work(password);

        cancellation.ThrowIfCancellationRequested();
        T? result = default;
        ExceptionDispatchInfo? error = null;
        char[] copy = password.ToArray();
        // Not disposed: work that was left behind sets it when it ends.
        var ended = new ManualResetEventSlim();
        // Not on the thread pool, where work that was left behind would be in the way of others.
        new Thread(() =>
        {
            try
            {
                result = work(copy);
            }
            catch (Exception exception)
            {
                error = ExceptionDispatchInfo.Capture(exception);
            }
            finally
            {
                PasswordText.Erase(copy);
                ended.Set();
            }
        }) { IsBackground = true, Name = "FlowservUsers: hash" }.Start();
        ended.Wait(cancellation);
        error?.Throw();
        return result!;
    }
}
