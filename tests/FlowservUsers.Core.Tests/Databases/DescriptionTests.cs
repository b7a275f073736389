using FlowservUsers.Core.Tests.Sessions;
using FlowservUsers.Databases;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Core.Tests.Databases;

public sealed class DescriptionTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_sound_database_with_hashes_of_the_policy_has_no_findings()
    {
        _database.Register();
        _database.Execute("UPDATE users SET password_hash = '$2a$12$' || substr(password_hash, 8); DELETE FROM settings");

        Assert.Empty(Describe().Findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public void It_counts_what_there_is()
    {
        _database.Register();
        _database.Login();
        _database.Service.RequestPasswordReset("alice");
        _database.Service.RegisterUser("bob", TestDatabase.GoodPassword, verify: true);
        _database.Service.Accounts.Disable(_database.Register("carol").Id);
        for (int attempt = 0; attempt < 6; attempt++)
            Assert.Throws<InvalidCredentialsException>(() => _database.Login(password: "wrong password"));

        foreach (string nobody in new[] { "x", "y", "z" })
            _database.Service.RequestPasswordReset(nobody);
        foreach (string nobody in new[] { "x", "y" })
            Assert.Throws<InvalidCredentialsException>(() => _database.Login(nobody));

        FlowservDatabase described = Describe();

        Assert.Equal((3, 1, 1, 1, 1), (described.Users, described.ActiveUsers, described.PendingUsers, described.DisabledUsers, described.LockedUsers));
        Assert.Equal((1, 1), (described.Sessions, described.PasswordResetRequests));
        Assert.Equal((3, 2), (described.UnknownNameRequests, described.UnknownNameCounters));
        Assert.Equal(_database.Scalar("SELECT count(*) FROM audit_events"), described.AuditEvents);
        Assert.Equal(_database.Clock.GetUtcNow(), described.OldestAuditEvent);
    }

    [Fact]
    public void It_reports_versions_journal_mode_and_the_size_of_all_files()
    {
        _database.Register();

        FlowservDatabase described = Describe();

        Assert.Equal(("SQLite", 2, "wal", _database.Path), (described.Engine, described.SchemaVersion, described.JournalMode, described.Location));
        Assert.True(Version.TryParse(described.EngineVersion, out _));
        Assert.Equal(SqliteFile.FilesOf(_database.Path).Sum(path => new FileInfo(path).Length), described.Size);
        Assert.True(described.Size > new FileInfo(_database.Path).Length);
    }

    [Fact]
    public void Describing_changes_nothing_and_leaves_no_file_behind()
    {
        _database.Register();
        _database.Service.Dispose();
        byte[] before = File.ReadAllBytes(_database.Path);

        Describe();

        Assert.Equal(before, File.ReadAllBytes(_database.Path));
        Assert.Equal([_database.Path], Directory.GetFiles(Path.GetDirectoryName(_database.Path)!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_database_that_cannot_be_written_to_is_described(bool canWriteFolder)
    {
        _database.Register();
        _database.Service.Dispose();
        using var reader = UnprivilegedReader.Of(_database.Path, canWriteFolder);

        FlowservDatabase described = Describe();

        Assert.Equal((1, 2), (described.Users, described.SchemaVersion));
        Assert.Contains(described.Findings, finding => finding.Code == DatabaseFindingCode.ReadOnly);
        Assert.DoesNotContain(described.Findings, finding => finding.Code == DatabaseFindingCode.Damage);
        Assert.DoesNotContain(described.Findings, finding => finding.Code == DatabaseFindingCode.JournalMode);
    }

    [Fact]
    public void A_missing_database_is_an_error_and_is_not_created()
    {
        string missing = _database.Path + ".missing";

        Assert.Throws<DatabaseNotFoundException>(() => UserDatabase.Describe(missing));
        Assert.False(File.Exists(missing));
    }

    [Fact]
    public void A_description_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => UserDatabase.Describe(_database.Path, cancellation: stop.Token));
    }

    private FlowservDatabase Describe() => UserDatabase.Describe(_database.Path, new LocalUserServiceOptions { Clock = _database.Clock });
}
