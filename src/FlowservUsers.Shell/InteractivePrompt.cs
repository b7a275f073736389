using System.Management.Automation.Language;

namespace FlowservUsers.Shell;

/// <summary>Reads commands until the user leaves.</summary>
internal sealed class InteractivePrompt
{
    private const string FirstPrompt = "FlowservUsers> ";
    private const string ContinuationPrompt = ">> ";
    private readonly ScriptRunner _runner;
    private readonly ShellHost _host;
    private readonly LineReader _lines;

    public InteractivePrompt(ScriptRunner runner, ShellHost host, LineReader lines)
    {
        _runner = runner;
        _host = host;
        _lines = lines;
        host.NestedPrompt = RunNested;
    }

    /// <summary>The exit code: what <c>exit</c> was given, else 0.</summary>
    public int Run()
    {
        Repeat(FirstPrompt, () => _host.RequestedExit is not null);
        return _host.RequestedExit ?? ExitCode.Success;
    }

    private void RunNested()
    {
        _host.NestedPromptEnds = false;
        Repeat("FlowservUsers (suspended; exit resumes)> ", () => _host.NestedPromptEnds || _host.RequestedExit is not null);
    }

    private void Repeat(string prompt, Func<bool> ends)
    {
        while (!ends())
        {
            try
            {
                if (ReadCommand(prompt) is not { } command)
                    return;
                _runner.RunTyped(command);
            }
            catch (OperationCanceledException)
            {
                Console.Out.WriteLine();
            }
        }
    }

    /// <summary>Lines up to a complete command; null at the end of input.</summary>
    private string? ReadCommand(string prompt)
    {
        string command = "";
        while (true)
        {
            Console.Out.Write(command.Length == 0 ? prompt : ContinuationPrompt);
            if (_lines.Read() is not { } line)
            {
                Console.Out.WriteLine();
                return null;
            }

            command += line + '\n';
            Parser.ParseInput(command, out _, out ParseError[] errors);
            if (!errors.Any(error => error.IncompleteInput))
                return command;
        }
    }
}
