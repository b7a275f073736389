using FlowservUsers.Module.Tests.Hosting;
using Microsoft.Testing.Platform.Builder;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace FlowservUsers.Module.Tests;

/// <summary>The test runner, or, with <see cref="ScriptHost.Argument"/>, a PowerShell engine for the script on standard input.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [ScriptHost.Argument, ..])
            return ScriptHost.Run(await Console.In.ReadToEndAsync());

        // As xunit's own entry point does: the test platform starts the process with --server, a person without.
        return args.Contains("--server")
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
