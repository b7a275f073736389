using System.Management.Automation;

namespace FlowservUsers.Shell;

/// <summary>Reads keys up to Enter, with Backspace as the only way to edit, and shows them or a star for each.</summary>
internal static class KeyReader
{
    /// <summary>False when input ended (Ctrl+D, or Ctrl+Z on Windows, on an empty line).</summary>
    /// <param name="append">Takes a typed character.</param>
    /// <param name="removeLast">Takes the last character back and says how many were removed.</param>
    /// <param name="masked">Whether a star is shown instead of the character.</param>
    /// <exception cref="PipelineStoppedException">Ctrl+C was pressed.</exception>
    public static bool Read(Action<char> append, Func<int> removeLast, bool masked)
    {
        int length = 0;
        // As a signal, Ctrl+C would wait for the key that is being read.
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                if (key.Key == ConsoleKey.Enter)
                    return true;
                if (IsControl(key, ConsoleKey.C))
                    throw new PipelineStoppedException();
                if (length == 0 && IsControl(key, OperatingSystem.IsWindows() ? ConsoleKey.Z : ConsoleKey.D))
                    return false;
                if (key.Key == ConsoleKey.Backspace)
                {
                    int removed = length == 0 ? 0 : removeLast();
                    length -= removed;
                    Console.Out.Write(string.Concat(Enumerable.Repeat("\b \b", removed)));
                }
                else if (!char.IsControl(key.KeyChar))
                {
                    append(key.KeyChar);
                    length++;
                    Console.Out.Write(masked ? '*' : key.KeyChar);
                }
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
            Console.Out.WriteLine();
        }
    }

    private static bool IsControl(ConsoleKeyInfo pressed, ConsoleKey key)
    {
        return pressed.Key == key && pressed.Modifiers == ConsoleModifiers.Control;
    }
}
