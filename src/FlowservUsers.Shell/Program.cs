using System.Management.Automation.Runspaces;

namespace FlowservUsers.Shell;

/// <summary>Starts the Shell: reads the command line, loads the module and runs what was asked for.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        // The engine reports imported modules to its makers unless told otherwise, and writes an identifier below the user's home.
        if (Environment.GetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT") is null)
            Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        TextCulture.Choose();
        try
        {
            return Run(CommandLine.Parse(arguments));
        }
        catch (UsageException problem)
        {
            Console.Error.WriteLine(problem.Message);
            Console.Error.WriteLine("Use -Help to see what is possible.");
            return ExitCode.Usage;
        }
        catch (ModuleUnavailableException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return ExitCode.Error;
        }
    }

    // A path means the same file wherever the commands go from here; URLs and ~ are left to the module.
    private static string InThisFolder(string database) =>
        database.Contains(':', StringComparison.Ordinal) || database.StartsWith('~') ? database : Path.GetFullPath(database);

    private static int Run(CommandLine commandLine)
    {
        if (commandLine.Mode == ShellMode.Help)
        {
            Console.Out.WriteLine(ShellText.Help);
            return ExitCode.Success;
        }

        // In the environment, every runspace of this process finds it.
        if (commandLine.Database is not null)
            Environment.SetEnvironmentVariable("FLOWSERV_DATABASE", InThisFolder(commandLine.Database));

        string manifest = ModuleLocator.Find(commandLine.ModulePath);
        if (commandLine.Mode == ShellMode.Interactive && !commandLine.NoLogo)
            Console.Out.WriteLine(ShellText.Banner);

        var host = new ShellHost(new ShellUserInterface(Terminal.CanPrompt && !commandLine.NonInteractive));
        using Runspace runspace = ShellRunspace.Open(host, manifest);
        var runner = new ScriptRunner(runspace, host);
        using var interruption = new Interruption(runner);
        return commandLine.Mode switch
        {
            ShellMode.Command => runner.RunCommand(commandLine.Text),
            ShellMode.File => runner.RunFile(commandLine.Text, commandLine.ScriptArguments),
            ShellMode.StandardInput => runner.RunCommand(Console.In.ReadToEnd()),
            _ => new InteractivePrompt(runner, host).Run(),
        };
    }
}
