namespace FlowservUsers.Shell;

/// <summary>What the console around this process can do.</summary>
internal static class Terminal
{
    /// <summary>The width that <c>pwsh</c> formats for when its output goes to a file or a pipe.</summary>
    private const int RedirectedWidth = 120;

    public static bool CanPrompt { get; } = !Console.IsInputRedirected && !IsSet("CI");

    public static bool ShowsProgress { get; } = !Console.IsOutputRedirected;

    public static bool PlainOutput { get; } = Console.IsOutputRedirected || PlainByWish;

    public static bool PlainError { get; } = Console.IsErrorRedirected || PlainByWish;

    public static int Width
    {
        get
        {
            int width = Console.IsOutputRedirected ? RedirectedWidth : Console.WindowWidth;
            return width > 0 ? width : RedirectedWidth;
        }
    }

    public static int Height
    {
        get
        {
            int height = Console.IsOutputRedirected ? 0 : Console.WindowHeight;
            return height > 0 ? height : 50;
        }
    }

    // Older Windows consoles show escape sequences as text; plain text is right everywhere.
    private static bool PlainByWish => IsSet("NO_COLOR") || Environment.GetEnvironmentVariable("TERM") == "dumb" || OperatingSystem.IsWindows();

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
