namespace FlowservUsers.Shell;

/// <summary>Where the commands come from.</summary>
internal enum ShellMode
{
    Interactive,
    Command,
    File,
    StandardInput,
    Help,
}
