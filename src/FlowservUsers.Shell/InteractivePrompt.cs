using System.Management.Automation;
using System.Management.Automation.Language;

namespace FlowservUsers.Shell;

/// <summary>Reads commands until the user leaves.</summary>
internal sealed class InteractivePrompt
{
    private const string FirstPrompt = "FlowservUsers> ";
    private const string ContinuationPrompt = ">> ";
    private readonly ScriptRunner _runner;
    private readonly ShellHost _host;

    public InteractivePrompt(ScriptRunner runner, ShellHost host)
    {
        _runner = runner;
        _host = host;
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
        Repeat("FlowservUsers (suspended)> ", () => _host.NestedPromptEnds || _host.RequestedExit is not null);
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
            catch (PipelineStoppedException)
            {
                // Ctrl+C at the prompt drops what was typed.
            }
        }
    }

    /// <summary>Lines up to a complete command; null at the end of input.</summary>
    private static string? ReadCommand(string prompt)
    {
        string command = "";
        while (true)
        {
            Console.Out.Write(command.Length == 0 ? prompt : ContinuationPrompt);
            if (LineReader.Read() is not { } line)
                return null;
            command = command.Length == 0 ? line : $"{command}\n{line}";
            Parser.ParseInput(command, out _, out ParseError[] errors);
            if (!errors.Any(error => error.IncompleteInput))
                return command;
        }
    }
}
