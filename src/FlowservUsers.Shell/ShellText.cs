using System.Reflection;

namespace FlowservUsers.Shell;

/// <summary>The longer texts that the Shell shows.</summary>
internal static class ShellText
{
    public static string Banner => $"""
        FlowservUsers {Version}: a PowerShell prompt with the FlowservUsers module loaded.
        It has the engine's core cmdlets only (no Select-Object, Sort-Object, Get-Date,
        Import-Csv, Write-Host); the module's real home is PowerShell 7.4 or later.
        Get-Command -Module FlowservUsers lists the commands, Get-Help <command>
        explains one, Ctrl+C stops one, exit leaves.

        """;

    public static string Help => $"""
        FlowservUsers {Version}: a PowerShell console with the FlowservUsers module loaded.

        FlowservUsers.Shell [options]
            a prompt, or the script on standard input
        FlowservUsers.Shell [options] -Command <text>
            runs the rest of the line
        FlowservUsers.Shell [options] -File <path> [arguments]
            runs a script; -Name value, -Switch and positions bind as usual

        -Database <location>  use this database: a path or a URL
        -NonInteractive       fail instead of asking for anything
        -ModulePath <folder>  load the module from this folder, not from beside the
                              program
        -NoLogo               start the prompt without its introduction
        -Help                 show this

        Only the engine's core cmdlets are present (no Select-Object, Sort-Object,
        Get-Date, ConvertTo-Json, Import-Csv or Write-Host). Other modules are not
        loaded by themselves, and profile scripts are not run. Nothing is ever asked
        when standard input is redirected or the environment variable CI is set.

        Exit codes: 0 done; 1 an error ended the script, or the last statement of
        -Command failed; 2 wrong usage; 130 stopped by Ctrl+C; or the number given to
        exit.
        """;

    private static string Version => Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
}
