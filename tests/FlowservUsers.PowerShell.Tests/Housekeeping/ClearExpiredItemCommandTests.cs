namespace FlowservUsers.PowerShell.Tests.Housekeeping;

public sealed class ClearExpiredItemCommandTests : IDisposable
{
    private readonly Engine _engine = new();

    public ClearExpiredItemCommandTests()
    {
        _engine.Service.RegisterUser("alice", Engine.GoodPassword);
        _engine.Service.LoginUser("alice", Engine.GoodPassword);
        _engine.Service.RequestPasswordReset("alice");
        _engine.Clock.Advance(TimeSpan.FromDays(1));
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Expired_items_are_removed_and_counted()
    {
        FlowservExpiredItemCount removed = _engine.Run("Clear-FlowservExpiredItem").One<FlowservExpiredItemCount>();

        Assert.Equal((1, 1, 0, 0), (removed.Sessions, removed.PasswordResets, removed.LoginCounters, removed.AuditEvents));
        Assert.Equal(0, _engine.Run("Clear-FlowservExpiredItem").One<FlowservExpiredItemCount>().Total);
    }

    [Fact]
    public void WhatIf_removes_nothing()
    {
        Assert.Empty(_engine.Run("Clear-FlowservExpiredItem -WhatIf").Succeeded().Output);

        Assert.Equal(2, _engine.Service.ExpiredItems.Count().Total);
    }

    [Fact]
    public void A_missing_database_is_reported_and_not_created()
    {
        _engine.RunToFailure("Clear-FlowservExpiredItem -Database ./missing.db").Terminating("DatabaseNotFound");

        Assert.False(File.Exists(Path.Combine(_engine.Folder, "missing.db")));
    }
}
