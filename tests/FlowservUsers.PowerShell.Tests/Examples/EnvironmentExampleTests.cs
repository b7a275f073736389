using FlowservUsers.PowerShell.Tests.Databases;

namespace FlowservUsers.PowerShell.Tests.Examples;

/// <summary>The examples that use environment variables. They belong to the process, so nothing else runs meanwhile.</summary>
[Collection(nameof(EnvironmentVariables))]
public sealed class EnvironmentExampleTests : IDisposable
{
    private readonly EnvironmentVariables _variables = new();

    public static TheoryData<string> Names => [.. ExampleRun.Names(usingEnvironment: true)];

    public void Dispose() => _variables.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_runs_as_it_is_written(string name)
    {
        // Set back at the end of the test, whatever the example does to it.
        _variables.Set("PGPASSWORD", null);
        ExampleRun.Check(name);
    }
}
