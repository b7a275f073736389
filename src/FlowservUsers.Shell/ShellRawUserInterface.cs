using System.Management.Automation.Host;

namespace FlowservUsers.Shell;

/// <summary>The console as a grid of characters: its size, and the little beyond it that scripts commonly use.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    public override Size BufferSize
    {
        get => WindowSize;
        set => throw Unsupported("resized");
    }

    public override Size WindowSize
    {
        get => new(Terminal.Width, Terminal.Height);
        set => throw Unsupported("resized");
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition { get; set; }

    public override Coordinates CursorPosition
    {
        get => Console.IsOutputRedirected ? default : new(Console.CursorLeft, Console.CursorTop);
        set
        {
            if (!Console.IsOutputRedirected)
                Console.SetCursorPosition(value.X, value.Y);
        }
    }

    public override int CursorSize { get; set; } = 25;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override string WindowTitle { get; set; } = "FlowservUsers";

    public override bool KeyAvailable => Terminal.CanPrompt && Console.KeyAvailable;

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!Terminal.CanPrompt)
            throw new HostException("A key press was asked for, but this session is not interactive.");
        ConsoleKeyInfo key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    /// <summary>Clearing the screen, which is how <c>Clear-Host</c> asks for it, is the only form supported.</summary>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (!Console.IsOutputRedirected)
            Console.Clear();
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported("written to by position");

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported("read back");

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported("scrolled by a script");

    private static HostException Unsupported(string what) => new($"This console cannot be {what}.");
}
