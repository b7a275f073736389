namespace FlowservUsers.Shell;

/// <summary>Makes Ctrl+C stop what runs instead of ending the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly ScriptRunner _runner;

    public Interruption(ScriptRunner runner)
    {
        _runner = runner;
        Console.CancelKeyPress += OnControlC;
    }

    public void Dispose() => Console.CancelKeyPress -= OnControlC;

    private void OnControlC(object? sender, ConsoleCancelEventArgs pressed)
    {
        // A second Ctrl+C ends the process when the command does not give up.
        pressed.Cancel = _runner.Stop();
    }
}
