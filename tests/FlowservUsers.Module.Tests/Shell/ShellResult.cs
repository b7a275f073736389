namespace FlowservUsers.Module.Tests.Shell;

/// <summary>What a finished run of the Shell left behind.</summary>
public sealed record ShellResult(int ExitCode, string Output, string Error);
