namespace FlowservUsers.Module.Tests.Hosting;

/// <summary>What a child process printed.</summary>
/// <param name="Output">Standard output, line by line.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="ExitCode">0 without an error.</param>
internal sealed record ScriptResult(IReadOnlyList<string> Output, string Errors, int ExitCode);
