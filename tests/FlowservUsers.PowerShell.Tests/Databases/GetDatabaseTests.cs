using FlowservUsers.Tests;

namespace FlowservUsers.PowerShell.Tests.Databases;

public sealed class GetDatabaseTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void One_object_shows_where_the_database_is_why_it_was_chosen_and_what_it_contains()
    {
        _engine.Service.RegisterUser("alice", Engine.GoodPassword);

        FlowservDatabase database = _engine.Run("Get-FlowservDatabase").One<FlowservDatabase>();

        Assert.Equal(_engine.Database, database.Location);
        Assert.Equal("parameter -Database", database.Reason);
        Assert.Equal(TestStorage.Engine, database.Engine);
        Assert.Equal(1, database.Users);
    }

    [Fact]
    public void Findings_can_be_filtered_by_severity_and_code()
    {
        _engine.Service.RegisterUser("alice", Engine.GoodPassword);

        Assert.Equal(
            DatabaseFindingSeverity.Warning,
            _engine.Run("(Get-FlowservDatabase).Findings | Where-Object Code -eq WeakHashes").One<FlowservDatabaseFinding>().Severity);
    }

    [Fact]
    public void A_damaged_database_is_described_and_not_an_error()
    {
        string damaged = Path.Combine(_engine.Folder, "damaged.db");
        _engine.Run("Backup-FlowservDatabase damaged.db").Succeeded();
        using (FileStream file = File.OpenWrite(damaged))
        {
            file.Position = 4096;
            file.Write(new byte[file.Length - 4096]);
        }

        FlowservDatabase database = _engine.Run("Get-FlowservDatabase -Database damaged.db").One<FlowservDatabase>();

        Assert.Contains(database.Findings, finding => finding is { Severity: DatabaseFindingSeverity.Error, Code: DatabaseFindingCode.Damage });
    }

    [Theory]
    [InlineData("missing.db", "DatabaseNotFound")]
    [InlineData(".", "NotAFlowservDatabase")]
    [InlineData("foreign.db", "NotAFlowservDatabase")]
    public void A_file_that_is_not_a_FlowservUsers_database_is_an_error(string path, string errorId)
    {
        File.WriteAllText(Path.Combine(_engine.Folder, "foreign.db"), "no database");

        _engine.RunToFailure("Get-FlowservDatabase -Database $path", ("path", path)).Terminating(errorId);
        Assert.False(File.Exists(Path.Combine(_engine.Folder, "missing.db")));
    }

    [Fact]
    public void Verbose_says_which_database_and_why() => Assert.Contains(
        _engine.Run("Get-FlowservDatabase -Verbose").Succeeded().Verbose,
        text => text.Contains(_engine.Database, StringComparison.Ordinal) && text.Contains("-Database", StringComparison.Ordinal));
}
