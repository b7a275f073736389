namespace FlowservUsers.PowerShell.Tests.Databases;

public sealed class CopyDatabaseTests : IDisposable
{
    private readonly Engine _engine = new();

    public CopyDatabaseTests() => _engine.Service.RegisterUser("alice", Engine.GoodPassword);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void The_counts_are_returned_and_the_users_can_log_in_to_the_copy()
    {
        var result = _engine.Run("Copy-FlowservDatabase -Destination ./copy.db").One<FlowservCopyResult>();

        Assert.Equal((1L, true), (result.Users, result.Verified));
        _engine.Run("Connect-FlowservUser -Username alice -Password $password -Database ./copy.db").Succeeded();
    }

    // Its key is another one from then on.
    [Fact]
    public void A_destination_that_is_open_here_can_be_used_at_once()
    {
        _engine.Run(
            """
            $null = Initialize-FlowservDatabase ./copy.db
            $null = Get-FlowservUser -Database ./copy.db
            $null = Copy-FlowservDatabase -Destination ./copy.db
            Connect-FlowservUser -Username alice -Password $password -Database ./copy.db
            Register-FlowservUser bob $password -Database ./copy.db
            Connect-FlowservUser -Username bob -Password $password -Database ./copy.db
            """).Succeeded();
    }

    [Fact]
    public void The_progress_display_is_removed_at_the_end()
    {
        IReadOnlyList<string> progress = _engine.Run("Copy-FlowservDatabase -Destination ./copy.db").Succeeded().Progress;

        Assert.Contains("Processing", progress[0], StringComparison.Ordinal);
        Assert.Contains("Completed", progress[^1], StringComparison.Ordinal);
    }
}
