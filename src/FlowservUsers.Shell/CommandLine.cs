namespace FlowservUsers.Shell;

/// <summary>The options the Shell was started with. Names are those of <c>pwsh</c>, whatever their case.</summary>
internal sealed class CommandLine
{
    public ShellMode Mode { get; private set; } = Console.IsInputRedirected ? ShellMode.StandardInput : ShellMode.Interactive;

    /// <summary>The script text of <c>-Command</c> or the path of <c>-File</c>.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What follows the path of <c>-File</c>.</summary>
    public IReadOnlyList<string> ScriptArguments { get; private set; } = [];

    public string? ModulePath { get; private set; }

    /// <summary>What <c>-Database</c> names.</summary>
    public string? Database { get; private set; }

    public bool NonInteractive { get; private set; }

    public bool NoLogo { get; private set; }

    /// <exception cref="UsageException">An option is unknown or lacks its value.</exception>
    public static CommandLine Parse(string[] arguments)
    {
        var result = new CommandLine();
        for (int position = 0; position < arguments.Length; position++)
        {
            switch (arguments[position].ToUpperInvariant())
            {
                case "-COMMAND" or "-C":
                    result.Text = string.Join(' ', Following(arguments, position, "a command"));
                    result.Mode = ShellMode.Command;
                    return result;
                case "-FILE" or "-F":
                    string[] file = Following(arguments, position, "the path of a script");
                    result.Text = file[0];
                    result.ScriptArguments = file[1..];
                    result.Mode = ShellMode.File;
                    return result;
                case "-MODULEPATH":
                    result.ModulePath = Following(arguments, position++, "the folder of the module")[0];
                    break;
                case "-DATABASE":
                    result.Database = Following(arguments, position++, "the location of a database")[0];
                    break;
                case "-NONINTERACTIVE":
                    result.NonInteractive = true;
                    break;
                case "-NOLOGO":
                    result.NoLogo = true;
                    break;
                case "-HELP" or "-?" or "-H" or "--HELP":
                    result.Mode = ShellMode.Help;
                    return result;
                default:
                    throw new UsageException($"'{arguments[position]}' is not an option of this program.");
            }
        }

        return result.Mode == ShellMode.Interactive && result.NonInteractive
            ? throw new UsageException("-NonInteractive needs -Command, -File or a script on standard input.")
            : result;
    }

    private static string[] Following(string[] arguments, int position, string what)
    {
        return position + 1 < arguments.Length
            ? arguments[(position + 1)..]
            : throw new UsageException($"{arguments[position]} needs {what}.");
    }
}
