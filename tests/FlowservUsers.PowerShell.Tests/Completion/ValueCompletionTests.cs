using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Completion;

public sealed class ValueCompletionTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("-MinimumPasswordLength")]
    [InlineData("-BlockCommonPasswords")]
    [InlineData("-WorkFactor")]
    [InlineData("-SessionLifetime")]
    [InlineData("-SessionIdleTimeout")]
    [InlineData("-MaximumSessionsPerUser")]
    [InlineData("-PasswordResetLifetime")]
    [InlineData("-LockoutThreshold")]
    [InlineData("-LockoutMaximumDelay")]
    [InlineData("-AuditRetention")]
    public void Every_value_offered_for_a_setting_can_be_set(string parameter)
    {
        _engine.Service.RegisterUser("alice", Engine.GoodPassword);

        IReadOnlyList<CompletionResult> offered = _engine.Complete($"Set-FlowservPolicy {parameter} ");

        Assert.True(offered.Count > 1);
        Assert.All(offered, value => _engine.Run($"Set-FlowservPolicy {parameter} {value.CompletionText}").Succeeded());
    }

    [Fact]
    public void No_file_is_offered_as_the_name_of_a_new_user()
    {
        File.WriteAllText(Path.Combine(_engine.Folder, "alice.txt"), "");

        Assert.Empty(_engine.Complete("Register-FlowservUser al"));
        Assert.Empty(_engine.Complete("Rename-FlowservUser bob al"));
    }
}
