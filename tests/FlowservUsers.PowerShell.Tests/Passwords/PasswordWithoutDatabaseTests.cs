namespace FlowservUsers.PowerShell.Tests.Passwords;

/// <summary>A user who has no database yet. The per-user default is moved to a folder of the test.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class PasswordWithoutDatabaseTests : IDisposable
{
    private static readonly string DataFolder = Engine.DataFolderVariable;

    private readonly Engine _engine = new();
    private readonly string? _dataFolder = Environment.GetEnvironmentVariable(DataFolder);

    public PasswordWithoutDatabaseTests()
    {
        Environment.SetEnvironmentVariable(DataFolder, Path.Combine(_engine.Folder, "data"));
        Environment.SetEnvironmentVariable("FLOWSERV_DATABASE", null);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(DataFolder, _dataFolder);
        _engine.Dispose();
    }

    [Fact]
    public void The_default_policy_applies_and_nothing_is_created()
    {
        FlowservPasswordCheck check = _engine.RunWithoutDatabase("Test-FlowservPassword dragon -Detailed").One<FlowservPasswordCheck>();

        Assert.Equal([PasswordProblem.TooShort, PasswordProblem.TooCommon], check.Reasons);
        Assert.False(Directory.Exists(Path.Combine(_engine.Folder, "data")));
    }

    [Fact]
    public void There_are_no_audit_events_and_nothing_is_created()
    {
        Assert.Empty(_engine.RunWithoutDatabase("Get-FlowservAuditEvent; Get-FlowservAuditEvent -First 1").Succeeded().Output);
        Assert.False(Directory.Exists(Path.Combine(_engine.Folder, "data")));
    }

    [Fact]
    public void The_cost_of_passwords_is_measured_without_a_database()
    {
        Assert.NotEmpty(_engine.RunWithoutDatabase("Measure-FlowservPasswordCost -Target 0:0:0.001").Succeeded().Output);
        Assert.False(Directory.Exists(Path.Combine(_engine.Folder, "data")));
    }
}
