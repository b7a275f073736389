namespace FlowservUsers.Shell;

/// <summary>What the process returns when no script chose a number by <c>exit</c>.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Error = 1;
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl+C: 128 plus the number of SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
