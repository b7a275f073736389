using System.Text;
using Microsoft.Win32.SafeHandles;

namespace FlowservUsers.Shell;

/// <summary>Reads lines that the terminal itself lets the user edit, and can be interrupted while it waits.</summary>
internal sealed class LineReader
{
    private readonly Lazy<TextReader> _terminal = new(OpenTerminal);
    private volatile TaskCompletionSource _interruption = new();
    private Task<string?>? _pending;

    /// <summary>The next line, or null at the end of input.</summary>
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public string? Read()
    {
        _interruption = new TaskCompletionSource();
        // A read can't be taken back: after an interruption the same one goes on and serves the next caller.
        _pending ??= Task.Run(_terminal.Value.ReadLine);
        if (Task.WaitAny(_pending, _interruption.Task) == 1 || IsEndedByInterruption())
        {
            ForgetEndedRead();
            throw new OperationCanceledException();
        }

        string? line = _pending.GetAwaiter().GetResult();
        _pending = null;
        return line;
    }

    public void Interrupt() => _interruption.TrySetResult();

    // .NET's own reader keeps what was typed before Ctrl+C; the terminal's line discipline drops it, so Unix reads from the device.
    private static TextReader OpenTerminal()
    {
        return OperatingSystem.IsWindows()
            ? Console.In
            : new StreamReader(new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0), Encoding.UTF8);
    }

    // Windows ends a read with "no more input" on Ctrl+C, a moment before or after it tells so.
    private bool IsEndedByInterruption()
    {
        return OperatingSystem.IsWindows() && _pending!.Result is null && _interruption.Task.Wait(TimeSpan.FromMilliseconds(200));
    }

    private void ForgetEndedRead()
    {
        if (OperatingSystem.IsWindows() && _pending!.Wait(TimeSpan.FromMilliseconds(200)))
            _pending = null;
    }
}
