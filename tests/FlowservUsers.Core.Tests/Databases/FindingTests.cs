using FlowservUsers.Databases;
using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Core.Tests.Databases;

public sealed class FindingTests : IDisposable
{
    private const string Salted = "ABCDEFGHIJKLMNOPQRSTUABCDEFGHIJKLMNOPQRSTUABCDEFGHIJK";

    private readonly TestDatabase _database = new();

    public FindingTests()
    {
        _database.Register();
        SetHash("hmac-sha384+bcrypt", "$2a$12$" + Salted);
        _database.Execute("DELETE FROM settings");
    }

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("hmac-sha384+bcrypt", "$2a$09$" + Salted, DatabaseFindingSeverity.Warning, DatabaseFindingCode.WeakHashes)]
    [InlineData("bcrypt", "$2b$04$" + Salted, DatabaseFindingSeverity.Warning, DatabaseFindingCode.WeakHashes)]
    [InlineData("bcrypt", "$2y$12$" + Salted, DatabaseFindingSeverity.Information, DatabaseFindingCode.OutdatedHashes)]
    [InlineData("hmac-sha384+bcrypt", "$2a$10$" + Salted, DatabaseFindingSeverity.Information, DatabaseFindingCode.OutdatedHashes)]
    [InlineData("hmac-sha384+bcrypt", "$2a$14$" + Salted, DatabaseFindingSeverity.Information, DatabaseFindingCode.OutdatedHashes)]
    [InlineData("pbkdf2-sha256", "$pbkdf2-sha256$29000$c2FsdA$ZGlnZXN0", DatabaseFindingSeverity.Information, DatabaseFindingCode.OutdatedHashes)]
    [InlineData("flowserv-pbkdf2-sha256", "$pbkdf2-sha256$29000$c2FsdA$ZGlnZXN0", DatabaseFindingSeverity.Information, DatabaseFindingCode.OutdatedHashes)]
    [InlineData("hmac-sha384+bcrypt", "$2a$31$" + Salted, DatabaseFindingSeverity.Error, DatabaseFindingCode.UnreadableHashes)]
    [InlineData("hmac-sha384+bcrypt", "$2a$12$" + Salted + "x", DatabaseFindingSeverity.Error, DatabaseFindingCode.UnreadableHashes)]
    [InlineData("bcrypt", "", DatabaseFindingSeverity.Error, DatabaseFindingCode.UnreadableHashes)]
    [InlineData("bcrypt", "plain text", DatabaseFindingSeverity.Error, DatabaseFindingCode.UnreadableHashes)]
    [InlineData("pbkdf2-sha256", "$2a$12$" + Salted, DatabaseFindingSeverity.Error, DatabaseFindingCode.UnreadableHashes)]
    [InlineData("md5", "5f4dcc3b5aa765d61d8327deb882cf99", DatabaseFindingSeverity.Error, DatabaseFindingCode.UnreadableHashes)]
    public void Hashes_are_classified_by_their_form(string scheme, string hash, DatabaseFindingSeverity severity, DatabaseFindingCode code)
    {
        SetHash(scheme, hash);

        FlowservDatabaseFinding finding = Assert.Single(Findings());

        Assert.Equal((severity, code), (finding.Severity, finding.Code));
        Assert.StartsWith("1 user has", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Salted, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_of_any_length_is_counted()
    {
        SetHash("bcrypt", new string('x', 1_000_000));

        Assert.Equal(DatabaseFindingCode.UnreadableHashes, Assert.Single(Findings()).Code);
    }

    [Fact]
    public void Expired_items_are_counted()
    {
        _database.Execute("UPDATE users SET password_hash = '$2a$12$' || substr(password_hash, 8)");
        _database.Execute("INSERT INTO sessions SELECT x'00', 's', id, NULL, 'fsk_', 0, 0, 1 FROM users");
        _database.Execute("INSERT INTO password_resets SELECT id, x'00', 0, 1 FROM users");
        _database.Execute("INSERT INTO audit_events (id, occurred_at, type) VALUES (0, 0, 'PolicyChanged')");

        FlowservDatabaseFinding finding = Assert.Single(Findings());

        Assert.Equal((DatabaseFindingSeverity.Information, DatabaseFindingCode.ExpiredItems), (finding.Severity, finding.Code));
        Assert.Contains("sessions: 1, reset requests: 1, audit events: 1", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Idle_sessions_have_expired_too()
    {
        _database.Execute("INSERT INTO sessions SELECT x'00', 's', id, NULL, 'fsk_', 0, 0, 9000000000000 FROM users");
        Assert.Empty(Findings());

        _database.Service.Policy.Set(_database.Service.Policy.Get() with { SessionIdleTimeout = TimeSpan.FromMinutes(10) });

        Assert.Equal(DatabaseFindingCode.ExpiredItems, Assert.Single(Findings()).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public void A_file_that_others_can_read_is_a_warning(string side)
    {
        if (OperatingSystem.IsWindows())
            return;

        File.SetUnixFileMode(_database.Path + side, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        FlowservDatabaseFinding finding = Assert.Single(Findings());
        Assert.Equal((DatabaseFindingSeverity.Warning, DatabaseFindingCode.FilePermissions), (finding.Severity, finding.Code));
        Assert.Contains($"'{_database.Path}{side}'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_others_can_write_to_is_a_warning()
    {
        if (OperatingSystem.IsWindows())
            return;

        string folder = Path.GetDirectoryName(_database.Path)!;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupWrite);

        Assert.Equal(DatabaseFindingCode.FolderPermissions, Assert.Single(Findings()).Code);
    }

    [Fact]
    public void A_network_file_system_is_a_warning_and_a_local_one_is_not()
    {
        Assert.Equal(DatabaseFindingCode.NetworkFileSystem, Assert.Single(SqliteFileFindings.OfDrive(DriveType.Network, "nfs")).Code);
        Assert.Empty(SqliteFileFindings.OfDrive(DriveType.Fixed, "ext4"));
    }

    [Theory]
    [InlineData("3.51.2", true)]
    [InlineData("3.50.6", true)]
    [InlineData("3.44.5", true)]
    [InlineData("3.45.9", true)]
    [InlineData("3.51.3", false)]
    [InlineData("3.50.7", false)]
    [InlineData("3.44.6", false)]
    [InlineData("3.53.3", false)]
    public void A_version_of_SQLite_that_can_damage_a_database_is_an_error(string version, bool isFinding) =>
        Assert.Equal(isFinding, SqliteEngineVersion.Check(version) is { Code: DatabaseFindingCode.EngineVersion, Severity: DatabaseFindingSeverity.Error });

    [Fact]
    public void A_journal_that_makes_readers_wait_is_a_warning()
    {
        _database.Service.Dispose();
        _database.Execute("PRAGMA journal_mode = DELETE");

        Assert.Equal(DatabaseFindingCode.JournalMode, Assert.Single(Findings()).Code);
    }

    [Fact]
    public void A_newer_schema_is_an_error_and_its_tables_are_not_read()
    {
        _database.Execute("PRAGMA user_version = 999");

        FlowservDatabase described = Describe();

        Assert.Equal((999, null), (described.SchemaVersion, described.Users));
        Assert.Equal(DatabaseFindingCode.SchemaVersion, Assert.Single(described.Findings).Code);
    }

    [Fact]
    public void Rows_that_belong_to_no_user_are_damage()
    {
        _database.Execute("PRAGMA foreign_keys = OFF; INSERT INTO sessions VALUES (x'00', 's', 'nobody', NULL, 'fsk_', 0, 0, 9000000000000)");

        FlowservDatabaseFinding finding = Assert.Single(Findings());
        Assert.Equal((DatabaseFindingSeverity.Error, DatabaseFindingCode.Damage), (finding.Severity, finding.Code));
        Assert.Contains("sessions", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readable_parts_of_a_damaged_database_are_described_and_the_most_severe_findings_come_first()
    {
        long first = _database.Scalar("SELECT min(rootpage) FROM sqlite_master WHERE tbl_name = 'audit_events'");
        long last = _database.Scalar("SELECT max(rootpage) FROM sqlite_master WHERE tbl_name = 'audit_events'");
        _database.Service.Dispose();
        using (FileStream file = File.OpenWrite(_database.Path))
        {
            file.Position = (first - 1) * 4096;
            file.Write(new byte[(last - first + 1) * 4096]);
        }
        SetHash("bcrypt", "$2a$12$" + Salted);

        FlowservDatabase described = Describe();

        Assert.Equal((1, null), (described.Users, described.AuditEvents));
        Assert.Equal(DatabaseFindingCode.Damage, described.Findings[0].Code);
        Assert.Equal(DatabaseFindingCode.OutdatedHashes, described.Findings[^1].Code);
    }

    [Fact]
    public void A_truncated_file_is_damage_and_not_an_exception()
    {
        _database.Service.Dispose();
        using (FileStream file = File.OpenWrite(_database.Path))
            file.SetLength(4096 * 2);

        Assert.Contains(Findings(), finding => finding.Code == DatabaseFindingCode.Damage);
    }

    [Fact]
    public void A_header_that_SQLite_rejects_is_damage_and_not_an_exception()
    {
        _database.Service.Dispose();
        using (FileStream file = File.OpenWrite(_database.Path))
        {
            // The size of a page, which has to be a power of two.
            file.Position = 16;
            file.Write([0x10, 0x01]);
        }

        Assert.Contains(Findings(), finding => finding.Code == DatabaseFindingCode.Damage);
    }

    private void SetHash(string scheme, string hash) =>
        _database.Execute("UPDATE users SET password_scheme = @scheme, password_hash = @hash", ("@scheme", scheme), ("@hash", hash));

    private FlowservDatabase Describe() => UserDatabase.Describe(_database.Path, new LocalUserServiceOptions { Clock = _database.Clock });

    private IReadOnlyList<FlowservDatabaseFinding> Findings() => Describe().Findings;
}
