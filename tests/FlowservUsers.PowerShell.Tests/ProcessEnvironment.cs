namespace FlowservUsers.PowerShell.Tests;

/// <summary>The tests that set an environment variable: no other test runs meanwhile, because the whole process would see it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessEnvironment
{
    public const string Name = "Process environment";
}
