using FlowservUsers.Module.Tests.Hosting;

namespace FlowservUsers.Module.Tests;

/// <summary>What build.ps1 calls, with a function in the place of dotnet.</summary>
public sealed class BuildScriptTests
{
    private static string Solution => Path.Combine(Repository.Root, "FlowservUsers.sln");

    private static string Module => Path.Combine(Repository.Root, "module/FlowservUsers.Module.csproj");

    public static TheoryData<string, string> Calls => new()
    {
        { "Build", $"build|{Solution}|--configuration|Release" },
        { "Test", $"test|--solution|{Solution}|--configuration|Release" },
        { "Package", $"pack|{Module}|--configuration|Release" },
        { "Install", $"build|{Module}|--configuration|Release|-target:Install" },
        { "Clean", $"clean|{Solution}|--configuration|Release" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Each_task_is_a_call_of_dotnet(string task, string arguments) =>
        Assert.Equal([arguments], await ChildEngine.Succeed(Script(task, exitCode: 0)));

    [Fact]
    public async Task A_call_that_fails_ends_the_script()
    {
        ScriptResult result = await ChildEngine.Run(Script("Build", exitCode: 1));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("exit code 1", result.Errors, StringComparison.Ordinal);
    }

    private static string Script(string task, int exitCode) => $$"""
        function dotnet { $args -join '|'; $global:LASTEXITCODE = {{exitCode}} }
        function Join-Path { [IO.Path]::Combine($args[0], $args[1]) }
        function Import-Module { }
        function Invoke-Pester { [pscustomobject]@{ Result = 'Passed' } }
        & '{{Path.Combine(Repository.Root, "build.ps1")}}' {{task}}
        """;
}
