using System.Management.Automation;
using System.Security;

namespace FlowservUsers.Shell;

/// <summary>Reads a secret key by key, showing a star for each character.</summary>
internal static class SecretReader
{
    /// <exception cref="PipelineStoppedException">Ctrl+C was pressed, or input ended.</exception>
    public static SecureString Read()
    {
        // As a signal, Ctrl+C would wait for the key that is being read.
        Console.TreatControlCAsInput = true;
        var secret = new SecureString();
        try
        {
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
                if (key.Key == ConsoleKey.Enter)
                    return secret;
                if (control && (key.Key == ConsoleKey.C || (key.Key == ConsoleKey.D && secret.Length == 0)))
                    throw new PipelineStoppedException();
                if (key.Key == ConsoleKey.Backspace)
                    RemoveLast(secret);
                else if (!char.IsControl(key.KeyChar))
                    Append(secret, key.KeyChar);
            }
        }
        catch (PipelineStoppedException)
        {
            secret.Dispose();
            throw;
        }
        finally
        {
            Console.TreatControlCAsInput = false;
            Console.Out.WriteLine();
        }
    }

    private static void Append(SecureString secret, char character)
    {
        secret.AppendChar(character);
        Console.Out.Write('*');
    }

    private static void RemoveLast(SecureString secret)
    {
        if (secret.Length == 0)
            return;
        secret.RemoveAt(secret.Length - 1);
        Console.Out.Write("\b \b");
    }
}
