using System.Text;
using FlowservUsers.Databases;
using FlowservUsers.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Core.Tests.Databases;

public sealed class BackupTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void A_backup_contains_users_sessions_and_settings()
    {
        _database.Register();
        string key = _database.Login();

        using LocalUserService copy = OpenCopy(Backup());

        Assert.Equal("alice", copy.WhoAmIUser(key).Username);
        copy.LoginUser("alice", TestDatabase.GoodPassword);
        Assert.Equal(4, copy.Policy.Get().WorkFactor);
    }

    [Fact]
    public void A_backup_contains_what_was_committed_and_nothing_of_an_open_transaction()
    {
        _database.Register();
        using SqliteConnection writer = Connect(_database.Path);
        Execute(writer, "BEGIN IMMEDIATE; UPDATE users SET username = 'mallory', username_key = 'mallory'");

        using LocalUserService copy = OpenCopy(Backup());

        Assert.Equal("alice", Assert.Single(copy.ListUsers()).Username);
        Execute(writer, "COMMIT");
    }

    [Fact]
    public async Task Backups_during_writes_contain_complete_transactions_and_block_nobody()
    {
        long before = _database.Scalar("SELECT count(*) FROM audit_events");
        using var stop = new CancellationTokenSource();
        Task<int> writing = Task.Run(() => WritePairs(stop.Token));
        for (int number = 0; number < 10; number++)
        {
            using LocalUserService copy = OpenCopy(Backup($"copy{number}.db"));
            FlowservDatabase described = UserDatabase.Describe(copy.Location);
            Assert.Equal(0, (described.AuditEvents - before) % 2);
            Assert.DoesNotContain(described.Findings, finding => finding.Code == DatabaseFindingCode.Damage);
        }
        await stop.CancelAsync();

        Assert.Equal(before + await writing, _database.Scalar("SELECT count(*) FROM audit_events"));
    }

    [Fact]
    public void Nothing_that_was_deleted_is_in_a_backup()
    {
        // Written without secure_delete, so that the text stays in the source's free pages.
        const string planted = "planted-and-deleted-text";
        using (SqliteConnection writer = Connect(_database.Path))
        {
            Execute(writer, $"INSERT INTO audit_events (id, occurred_at, type, detail) VALUES (0, 0, 'PolicyChanged', '{planted}')");
            Execute(writer, "DELETE FROM audit_events; PRAGMA wal_checkpoint(TRUNCATE)");
        }
        Assert.True(Contains(_database.Path, planted));

        Assert.False(Contains(Backup(), planted));
    }

    [Fact]
    public void Only_the_owner_can_read_the_file_from_the_moment_it_exists()
    {
        var modes = new List<UnixFileMode?>();
        SqliteBackup.Write(_database.Path, _folder.File("copy.db"), false, temporary => modes.Add(Mode(temporary)));
        modes.Add(Mode(_folder.File("copy.db")));
        modes.Add(Mode(Backup("whole.db")));

        Assert.All(modes, mode => Assert.Equal(OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite, mode));
    }

    [Fact]
    public void The_file_appears_under_its_name_only_when_it_is_complete()
    {
        bool existed = true;

        SqliteBackup.Write(_database.Path, _folder.File("copy.db"), false, temporary => existed = File.Exists(_folder.File("copy.db")));

        Assert.False(existed);
        Assert.True(File.Exists(_folder.File("copy.db")));
    }

    [Fact]
    public void A_backup_that_fails_leaves_nothing_and_the_old_file_as_it_was()
    {
        File.WriteAllText(_folder.File("copy.db"), "old");

        Assert.Throws<TimeoutException>(() => SqliteBackup.Write(
            _database.Path, _folder.File("copy.db"), true, temporary =>
            {
                File.WriteAllText(temporary, "half");
                throw new TimeoutException();
            }));

        Assert.Equal([_folder.File("copy.db")], Directory.GetFiles(_folder.Path));
        Assert.Equal("old", File.ReadAllText(_folder.File("copy.db")));
    }

    [Fact]
    public void The_leftovers_of_a_killed_backup_are_removed_by_the_next_one_after_a_day()
    {
        string abandoned = _folder.File(".flowserv-backup-00000000000000000000000000000001");
        string underWay = _folder.File(".flowserv-backup-00000000000000000000000000000002");
        string other = _folder.File(".flowserv-backup-monday.db");
        Array.ForEach([abandoned, underWay, other], path => File.WriteAllText(path, "half"));
        Array.ForEach([abandoned, other], path => File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-2)));

        string copy = Backup();

        Assert.Equal(new[] { copy, other, underWay }.Order(), Directory.GetFiles(_folder.Path).Order());
    }

    [Fact]
    public void A_URL_instead_of_a_path_is_refused_without_showing_its_password()
    {
        var error = Assert.Throws<InvalidDestinationException>(() => _database.Service.Database.Backup("postgresql://app:s3cret@db.example.org/users"));

        Assert.DoesNotContain("s3cret", $"{error}{error.Identity}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_that_is_stopped_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => _database.Service.Database.Backup(_folder.File("copy.db"), cancellation: stop.Token));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_file_that_appears_meanwhile_is_not_overwritten()
    {
        Assert.Throws<DestinationExistsException>(() => SqliteBackup.Write(
            _database.Path, _folder.File("copy.db"), false, _ => File.WriteAllText(_folder.File("copy.db"), "precious")));

        Assert.Equal("precious", File.ReadAllText(_folder.File("copy.db")));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_backup_over_a_database_in_use_is_refused()
    {
        using LocalUserService other = OpenCopy(Backup());
        other.RegisterUser("bob", TestDatabase.GoodPassword);

        Assert.Throws<InvalidDestinationException>(() => _database.Service.Database.Backup(_folder.File("copy.db"), overwrite: true));

        Assert.Equal("bob", Assert.Single(other.ListUsers()).Username);
    }

    [FileTheory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-journal")]
    public void A_file_that_belongs_to_the_database_is_refused_and_left_as_it_was(string side)
    {
        string destination = _database.Path + side;
        bool exists = File.Exists(destination);

        Assert.Throws<InvalidDestinationException>(() => _database.Service.Database.Backup(destination, overwrite: true));

        Assert.Equal(exists, File.Exists(destination));
        _database.Register("bob");
        using LocalUserService other = _database.Open();
        Assert.Contains(other.ListUsers(), user => user.Username == "bob");
    }

    [Fact]
    public void The_database_itself_is_refused_under_any_path()
    {
        _database.Register();
        string source = _folder.File("users.db");
        File.CreateSymbolicLink(_folder.File("link.db"), source);
        Directory.CreateSymbolicLink(_folder.File("folder"), _folder.Path);
        File.WriteAllText(source, "source");

        foreach ((string from, string to) in new[] { (source, source), (_folder.File("link.db"), source), (source, _folder.File("folder/users.db")) })
            Assert.Throws<InvalidDestinationException>(() => SqliteBackup.Write(from, to, true, _ => { }));

        Assert.Equal("source", File.ReadAllText(source));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    [InlineData("postgresql://host/name")]
    public void An_invalid_path_is_refused(string destination) =>
        Assert.Throws<InvalidDestinationException>(() => _database.Service.Database.Backup(destination));

    [Fact]
    public void A_damaged_database_gives_an_error_and_no_backup()
    {
        for (int number = 0; number < 40; number++)
            _database.Register($"user{number}");
        string damaged = Backup("damaged.db");
        using LocalUserService service = OpenCopy(damaged);
        using (FileStream file = new(damaged, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = 4096 * 5L;
            file.Write(Encoding.ASCII.GetBytes(new string('x', (int)(file.Length - file.Position))));
        }

        Assert.Throws<DatabaseCorruptException>(() => service.Database.Backup(_folder.File("copy.db")));
        Assert.False(File.Exists(_folder.File("copy.db")));
    }

    [Fact]
    public void A_long_statement_reports_progress_and_ends_when_the_callback_throws()
    {
        using SqliteConnection connection = Connect(_database.Path);
        sqlite3 handle = connection.Handle!;
        int reports = 0;
        long Count() => (long)Execute(connection, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000) SELECT count(*) FROM n")!;

        Assert.Equal(100_000, SqliteProgress.Run(handle, () => reports++, TimeSpan.Zero, Count));
        Assert.NotEqual(0, reports);
        Assert.Throws<TimeoutException>(() => SqliteProgress.Run(handle, () => throw new TimeoutException(), TimeSpan.Zero, Count));
        Assert.Equal(100_000, Count());
    }

    private int WritePairs(CancellationToken stop)
    {
        using SqliteConnection writer = Connect(_database.Path);
        int written = 0;
        const string insert =
            "INSERT INTO audit_events (id, occurred_at, type) SELECT coalesce(max(id), -32768 * 1000000) + 32768, (coalesce(max(id), -32768 * 1000000) + 32768) >> 15, 'PolicyChanged' FROM audit_events WHERE id < 0;";
        for (; !stop.IsCancellationRequested; written += 2)
            Execute(writer, $"BEGIN IMMEDIATE; {insert}{insert} COMMIT");
        return written;
    }

    private string Backup(string name = "copy.db") => _database.Service.Database.Backup(_folder.File(name)).FullName;

    private LocalUserService OpenCopy(string path) =>
        LocalUserService.Open(path, new LocalUserServiceOptions { Clock = _database.Clock });

    private static UnixFileMode? Mode(string path) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);

    private static bool Contains(string path, string text) => File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
