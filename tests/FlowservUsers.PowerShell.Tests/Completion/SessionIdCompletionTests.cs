using System.Management.Automation;

namespace FlowservUsers.PowerShell.Tests.Completion;

public sealed class SessionIdCompletionTests : IDisposable
{
    private readonly Engine _engine = new();

    public SessionIdCompletionTests() => _engine.Service.RegisterUser("alice", Engine.GoodPassword);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Valid_sessions_are_offered_with_their_user_and_label_in_the_tooltip()
    {
        _engine.Run("Connect-FlowservUser -Username alice -Password $password -Lifetime 00:00:10").Succeeded();
        _engine.Clock.Advance(TimeSpan.FromMinutes(1));
        string id = _engine.Run("Connect-FlowservUser -Username alice -Password $password -Label nightly").One<FlowservSession>().Id;

        CompletionResult result = Assert.Single(_engine.Complete("Revoke-FlowservSession -Id "));

        Assert.Equal(id, result.ListItemText.Split(' ')[0]);
        Assert.Contains("alice, nightly", result.ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void A_completed_identifier_ends_its_session()
    {
        _engine.Run("Connect-FlowservUser -Username alice -Password $password").Succeeded();
        string id = _engine.Run("Get-FlowservSession").One<FlowservSession>().Id;

        string completed = Assert.Single(_engine.Complete($"Revoke-FlowservSession -Id {id[..3]}")).CompletionText;
        _engine.Run($"Revoke-FlowservSession -Id {completed}").Succeeded();

        Assert.Empty(_engine.Run("Get-FlowservSession").Succeeded().Output);
        Assert.DoesNotContain(_engine.Complete("Revoke-FlowservSession -Id "), result => result.CompletionText == completed);
    }
}
