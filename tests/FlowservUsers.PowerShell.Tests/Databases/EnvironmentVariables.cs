namespace FlowservUsers.PowerShell.Tests.Databases;

/// <summary>Sets environment variables until the end of a test; those of this module are unset at its start.</summary>
[CollectionDefinition(nameof(EnvironmentVariables), DisableParallelization = true)]
public sealed class EnvironmentVariables : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    public EnvironmentVariables()
    {
        foreach (string name in (string[])["FLOWSERV_ACCESS_TOKEN", "FLOWSERV_DATABASE", "FLOWSERV_AUTH_TTL"])
            Set(name, null);
    }

    public void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }
}
