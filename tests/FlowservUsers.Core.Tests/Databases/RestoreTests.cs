using System.Runtime.InteropServices;
using FlowservUsers.Databases;
using FlowservUsers.Storage.Sqlite;
using FlowservUsers.Users;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Core.Tests.Databases;

public sealed class RestoreTests : IDisposable
{
    private const string Password = TestDatabase.GoodPassword;

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly string _backup;

    public RestoreTests()
    {
        _path = _folder.File("users.db");
        _backup = _folder.File("backup.db");
        using LocalUserService service = Open(_path, create: true);
        service.Policy.Set(service.Policy.Get() with { WorkFactor = 4 });
        service.RegisterUser("alice", Password);
        service.Database.Backup(_backup);
        service.RegisterUser("bob", Password);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_service_that_is_open_goes_on_with_what_was_restored_in_the_same_file()
    {
        using LocalUserService service = Open(_path);
        Assert.Equal("alice bob", Names(service));
        (ulong, ulong)? file = Identity(_path);

        UserDatabase.Restore(_path, _backup);

        Assert.Equal("alice", Names(service));
        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser("bob", Password));
        Assert.Equal("alice", service.LoginUser("alice", Password).Username);
        service.RegisterUser("carol", Password);
        Assert.Equal("alice carol", Names(_path));
        Assert.Equal(file, Identity(_path));
    }

    [Fact]
    public void A_service_that_is_open_goes_on_with_the_key_and_the_policy_of_what_was_restored()
    {
        string other = _folder.File("other.db");
        using (LocalUserService made = Open(other, create: true))
        {
            made.Policy.Set(made.Policy.Get() with { WorkFactor = 5, MinimumPasswordLength = 25 });
            made.RegisterUser("olga", "a password of another database");
        }
        using LocalUserService service = Open(_path);
        service.LoginUser("alice", Password);

        UserDatabase.Restore(_path, other);

        Assert.Equal("olga", service.LoginUser("olga", "a password of another database").Username);
        Assert.Equal(5, service.Policy.Get().WorkFactor);
        Assert.Throws<PasswordRejectedException>(() => service.RegisterUser("peter", Password));
        service.RegisterUser("peter", "another password of this database");
        using LocalUserService again = Open(_path);
        Assert.Equal("peter", again.LoginUser("peter", "another password of this database").Username);
        Assert.Throws<InvalidCredentialsException>(() => again.LoginUser("alice", Password));
    }

    [Fact]
    public void What_was_there_is_kept_beside_it_for_its_owner_only_and_can_be_restored_in_turn()
    {
        FileInfo kept = UserDatabase.Restore(_path, _backup)!;

        Assert.StartsWith(_folder.File("users.before-restore-"), kept.FullName, StringComparison.Ordinal);
        Assert.Equal(".db", kept.Extension);
        Assert.Equal("alice bob", Names(kept.FullName));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, kept.UnixFileMode);
        Assert.Null(UserDatabase.Restore(_path, kept.FullName, keep: false));
        Assert.Equal("alice bob", Names(_path));
    }

    [Fact]
    public void What_was_there_is_kept_with_the_last_write_before_and_without_the_first_after()
    {
        using LocalUserService service = Open(_path);
        string? kept = Run(stage =>
        {
            if (stage == RestoreStage.Copied)
                service.RegisterUser("carol", Password);
            if (stage == RestoreStage.Locked)
                Assert.Throws<DatabaseBusyException>(() => OpenImpatient().RegisterUser("dora", Password));
        });

        Assert.Equal("alice bob carol", Names(kept!));
        Assert.Equal("alice", Names(service));
    }

    [Fact]
    public void Two_restores_in_one_second_keep_a_file_each()
    {
        FileInfo first = UserDatabase.Restore(_path, _backup)!;
        FileInfo second = UserDatabase.Restore(_path, _backup)!;

        Assert.NotEqual(first.FullName, second.FullName);
        Assert.Equal("alice bob", Names(first.FullName));
        Assert.Equal("alice", Names(second.FullName));
    }

    [Fact]
    public void Nothing_else_is_left_beside_the_database_and_the_backup_is_as_it_was()
    {
        byte[] before = File.ReadAllBytes(_backup);

        UserDatabase.Restore(_path, _backup, keep: false);

        Assert.Equal([_backup, _path], Directory.GetFiles(_folder.Path).Order());
        Assert.Equal(before, File.ReadAllBytes(_backup));
    }

    [Fact]
    public void The_audit_trail_is_that_of_the_backup_and_tells_of_the_restore()
    {
        UserDatabase.Restore(_path, _backup, keep: false);

        using LocalUserService service = Open(_path);
        FlowservAuditEvent[] events = [.. service.Audit.List(new FlowservUsers.Auditing.AuditQuery())];
        Assert.Equal(["DatabaseRestored", "UserRegistered", "PolicyChanged"], events.Select(item => item.Type.ToString()));
        Assert.Equal("backup.db", events[0].Detail);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(65536)]
    public void A_database_keeps_the_size_of_its_pages(int size)
    {
        Execute(_path, $"PRAGMA journal_mode = DELETE; PRAGMA page_size = {size}; VACUUM");
        using LocalUserService service = Open(_path);
        Assert.Equal("alice bob", Names(service));

        UserDatabase.Restore(_path, _backup);

        Assert.Equal("alice", Names(service));
        Assert.Equal((long)size, Execute(_path, "PRAGMA page_size"));
        Assert.Equal("ok", Execute(_path, "PRAGMA integrity_check"));
    }

    [Fact]
    public void A_database_without_a_write_ahead_log_is_restored_while_others_wait()
    {
        Execute(_path, "PRAGMA journal_mode = DELETE");

        string? kept = Run(stage =>
        {
            if (stage is RestoreStage.Locked or RestoreStage.Kept)
                Assert.Throws<DatabaseBusyException>(OpenImpatient);
        });

        Assert.Equal("alice bob", Names(kept!));
        Assert.Equal("alice", Names(_path));
        Assert.Equal([_backup, kept, _path], Directory.GetFiles(_folder.Path).Order());
    }

    [Fact]
    public void A_backup_of_version_1_is_migrated_on_the_way_and_stays_as_it_was()
    {
        string old = Path.Combine(AppContext.BaseDirectory, "Data", "users-v1.sqlite");
        string key = File.ReadLines(Path.ChangeExtension(old, "txt")).First();
        byte[] before = File.ReadAllBytes(old);

        UserDatabase.Restore(_path, old);

        using LocalUserService service = Open(_path);
        Assert.Equal("Alice", service.LoginUser("alice", Password).Username);
        Assert.StartsWith("fsk_", key, StringComparison.Ordinal);
        Assert.Equal(2L, Execute(_path, "PRAGMA user_version"));
        Assert.Equal(before, File.ReadAllBytes(old));
        Assert.False(File.Exists(old + "-wal"));
    }

    [Fact]
    public void A_missing_database_is_created_for_its_owner_only_and_there_is_nothing_to_keep()
    {
        File.Delete(_path);

        Assert.Null(UserDatabase.Restore(_path, _backup));

        Assert.Equal("alice", Names(_path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
    }

    [Fact]
    public void A_database_that_is_created_meanwhile_is_kept()
    {
        File.Delete(_path);

        string? kept = Run(stage =>
        {
            if (stage != RestoreStage.Copied || File.Exists(_path))
                return;
            using LocalUserService service = Open(_path, create: true);
            service.RegisterUser("nina", Password);
        });

        Assert.Equal("nina", Names(kept!));
        Assert.Equal("alice", Names(_path));
    }

    [Fact]
    public void An_empty_file_is_filled_and_there_is_nothing_to_keep()
    {
        File.WriteAllText(_path, "");

        Assert.Null(UserDatabase.Restore(_path, _backup));

        Assert.Equal("alice", Names(_path));
        Assert.Equal([_backup, _path], Directory.GetFiles(_folder.Path).Order());
    }

    [Fact]
    public void A_log_without_its_database_is_not_taken_for_a_part_of_the_backup()
    {
        File.Delete(_path);
        File.WriteAllText(_path + "-wal", "the last changes of another one");

        Assert.Throws<DatabaseUnavailableException>(() => UserDatabase.Restore(_path, _backup));

        Assert.False(File.Exists(_path));
    }

    [Theory]
    [InlineData(16, 84)] // what follows the name of the format
    [InlineData(0, 100)] // the header
    [InlineData(0, 4096)] // the first page
    [InlineData(100, 8000)] // the schema and what follows
    [InlineData(4096, 1 << 30)] // all but the first page
    public void A_damaged_database_is_kept_as_it_is_and_restored(int from, int length)
    {
        byte[] damaged = File.ReadAllBytes(_path);
        damaged.AsSpan(from, Math.Min(length, damaged.Length - from)).Clear();
        File.WriteAllBytes(_path, damaged);

        FileInfo kept = UserDatabase.Restore(_path, _backup)!;

        Assert.Equal("alice", Names(_path));
        Assert.Equal("ok", Execute(_path, "PRAGMA integrity_check"));
        Assert.Equal(damaged[4096..], File.ReadAllBytes(kept.FullName)[4096..]);
    }

    [Fact]
    public void A_database_that_was_cut_off_is_kept_and_restored()
    {
        byte[] whole = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, whole[..(4096 * 3 + 100)]);
        using LocalUserService service = LocalUserService.Open(_backup);

        FileInfo kept = UserDatabase.Restore(_path, _backup)!;

        Assert.Equal("alice", Names(_path));
        Assert.Equal("ok", Execute(_path, "PRAGMA integrity_check"));
        Assert.Equal(whole[4096..8192], File.ReadAllBytes(kept.FullName)[4096..8192]);
    }

    [Fact]
    public void A_process_that_has_a_destroyed_database_open_goes_on_with_what_was_restored()
    {
        using LocalUserService service = Open(_path);
        Assert.Equal("alice bob", Names(service));
        using (FileStream file = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.Write(new byte[4096]);

        UserDatabase.Restore(_path, _backup);

        Assert.Equal("alice", Names(service));
        service.RegisterUser("carol", Password);
        Assert.Equal("alice carol", Names(_path));
    }

    [Fact]
    public void A_damaged_backup_is_refused_and_nothing_is_changed()
    {
        byte[] damaged = File.ReadAllBytes(_backup);
        damaged.AsSpan(4096 * 3).Fill((byte)'x');
        File.WriteAllBytes(_backup, damaged);

        AssertRefused<DatabaseCorruptException>(_backup);
    }

    [Fact]
    public void A_backup_whose_key_is_damaged_is_refused_and_nothing_is_changed()
    {
        Execute(_backup, "UPDATE hashing_keys SET value = randomblob(32)");

        AssertRefused<DatabaseCorruptException>(_backup);
    }

    [Fact]
    public void A_backup_of_a_newer_version_is_refused_and_nothing_is_changed()
    {
        Execute(_backup, "PRAGMA user_version = 99");

        AssertRefused<DatabaseVersionNotSupportedException>(_backup);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_left_as_it_is()
    {
        Execute(_path, "PRAGMA user_version = 99");
        byte[] before = File.ReadAllBytes(_path);

        Assert.Throws<DatabaseVersionNotSupportedException>(() => UserDatabase.Restore(_path, _backup));

        Assert.Equal(before, File.ReadAllBytes(_path));
        Assert.Equal([_backup, _path], Directory.GetFiles(_folder.Path).Order());
    }

    [Theory]
    [InlineData("CREATE TABLE tasks (name TEXT)")]
    [InlineData("CREATE TABLE api_user (user_id TEXT)")]
    public void A_database_of_another_program_is_no_backup_and_is_not_replaced(string schema)
    {
        string foreign = _folder.File("tasks.db");
        Execute(foreign, schema);
        byte[] before = File.ReadAllBytes(foreign);

        AssertRefused<NotAFlowservDatabaseException>(foreign);
        Assert.Throws<NotAFlowservDatabaseException>(() => UserDatabase.Restore(foreign, _backup));
        Assert.Equal(before, File.ReadAllBytes(foreign));
    }

    [Fact]
    public void A_file_of_another_kind_is_no_backup_and_is_not_replaced()
    {
        string letter = _folder.File("letter.txt");
        File.WriteAllText(letter, new string('a', 1024));

        AssertRefused<NotAFlowservDatabaseException>(letter);
        Assert.Throws<NotAFlowservDatabaseException>(() => UserDatabase.Restore(letter, _backup));
        Assert.Equal(new string('a', 1024), File.ReadAllText(letter));
    }

    [Fact]
    public void A_folder_is_no_backup_and_no_database()
    {
        AssertRefused<NotAFlowservDatabaseException>(_folder.Path);
        Assert.Throws<NotAFlowservDatabaseException>(() => UserDatabase.Restore(_folder.Path, _backup));
    }

    [Fact]
    public void A_missing_or_empty_backup_is_refused()
    {
        AssertRefused<DatabaseNotFoundException>(_folder.File("nowhere.db"));
        File.WriteAllText(_folder.File("empty.db"), "");
        AssertRefused<DatabaseNotFoundException>(_folder.File("empty.db"));
    }

    [Fact]
    public void A_backup_that_is_open_elsewhere_is_restored_with_what_is_in_its_log()
    {
        using LocalUserService other = Open(_backup);
        other.RegisterUser("carol", Password);
        Assert.NotEqual(0, new FileInfo(_backup + "-wal").Length);

        UserDatabase.Restore(_path, _backup, keep: false);

        Assert.Equal("alice carol", Names(_path));
        other.RegisterUser("dora", Password);
        Assert.Equal("alice carol dora", Names(_backup));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-journal")]
    public void The_database_itself_and_what_belongs_to_it_is_no_backup(string side)
    {
        using LocalUserService service = Open(_path);
        service.RegisterUser("carol", Password);
        File.CreateSymbolicLink(_folder.File("link.db"), _path);

        Assert.Throws<InvalidDestinationException>(() => UserDatabase.Restore(_path, _path + side));
        Assert.Throws<InvalidDestinationException>(() => UserDatabase.Restore(_folder.File("link.db"), _path + side));

        Assert.Equal("alice bob carol", Names(service));
        Assert.Equal("alice bob carol", Names(_path));
    }

    [Fact]
    public void A_link_to_the_database_is_no_backup_and_through_a_link_the_database_is_restored()
    {
        string link = _folder.File("link.db");
        File.CreateSymbolicLink(link, _path);
        Assert.Throws<InvalidDestinationException>(() => UserDatabase.Restore(_path, link));

        FileInfo kept = UserDatabase.Restore(link, _backup)!;

        Assert.StartsWith(_folder.File("users.before-restore-"), kept.FullName, StringComparison.Ordinal);
        Assert.Equal("alice", Names(_path));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void A_link_that_leads_to_nothing_is_followed()
    {
        string link = _folder.File("link.db");
        string target = _folder.File("target.db");
        File.CreateSymbolicLink(link, target);

        UserDatabase.Restore(link, _backup);

        Assert.Equal("alice", Names(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void The_name_of_a_file_that_belongs_to_another_database_is_refused()
    {
        Assert.Throws<InvalidDestinationException>(() => UserDatabase.Restore(_backup + "-wal", _backup));
        Assert.Throws<InvalidDestinationException>(() => UserDatabase.Restore(_path + "-journal", _backup));
        Assert.Equal([_backup, _path], Directory.GetFiles(_folder.Path).Order());
    }

    [Fact]
    public void A_database_with_another_name_is_refused_and_a_backup_may_have_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The system tells the names of files on Linux only.");
        Assert.Equal(0, Link(_backup, _folder.File("other-backup.db")));
        UserDatabase.Restore(_path, _backup, keep: false);
        Assert.Equal("alice", Names(_path));

        Assert.Equal(0, Link(_path, _folder.File("other.db")));
        Assert.Throws<DatabaseUnavailableException>(() => UserDatabase.Restore(_path, _backup));
        Assert.Throws<InvalidDestinationException>(() => UserDatabase.Restore(_path, _folder.File("other.db")));
    }

    [Theory]
    [InlineData("postgresql://app:s3cret@db.example.org/users")]
    public void A_server_is_no_place_for_a_backup_and_its_password_is_not_repeated(string server)
    {
        var error = Assert.Throws<InvalidDestinationException>(() => UserDatabase.Restore(server, _backup));
        Assert.Contains("Copy-FlowservDatabase", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", $"{error}{error.Identity}", StringComparison.Ordinal);
        var input = Assert.Throws<InvalidInputException>(() => UserDatabase.Restore(_path, server));
        Assert.DoesNotContain("s3cret", $"{input}{input.Identity}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void What_is_no_path_is_no_backup(string backup) =>
        Assert.Throws<InvalidInputException>(() => UserDatabase.Restore(_path, backup));

    [Fact]
    public void A_missing_folder_is_said()
    {
        var error = Assert.Throws<InvalidDestinationException>(() => UserDatabase.Restore(_folder.File("nowhere", "users.db"), _backup));
        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_somebody_writes_to_for_long_is_busy_and_stays_as_it_was()
    {
        using var writer = Connect(_path);
        Execute(writer, "BEGIN IMMEDIATE");

        Assert.Throws<DatabaseBusyException>(() => UserDatabase.Restore(
            _path, _backup, options: new LocalUserServiceOptions { LockWait = TimeSpan.FromMilliseconds(20) }));

        Execute(writer, "ROLLBACK");
        Assert.Equal("alice bob", Names(_path));
        Assert.Equal([_backup, _path], Directory.GetFiles(_folder.Path).Where(IsNoSideFile).Order());
    }

    [Fact]
    public void A_reader_goes_on_with_what_was_there_until_its_transaction_ends()
    {
        using var reader = Connect(_path);
        Execute(reader, "BEGIN; SELECT count(*) FROM users");

        UserDatabase.Restore(_path, _backup);

        Assert.Equal(2L, Execute(reader, "SELECT count(*) FROM users"));
        Execute(reader, "COMMIT");
        Assert.Equal(1L, Execute(reader, "SELECT count(*) FROM users"));
    }

    [Theory]
    [InlineData(nameof(RestoreStage.Copied))]
    [InlineData(nameof(RestoreStage.Locked))]
    [InlineData(nameof(RestoreStage.Kept))]
    public void A_restore_that_is_stopped_changes_nothing_and_leaves_nothing(string at)
    {
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => Run(
            stage =>
            {
                if (stage.ToString() == at)
                    stop.Cancel();
            },
            stop.Token));

        Assert.Equal("alice bob", Names(_path));
        Assert.Equal([_backup, _path], Directory.GetFiles(_folder.Path).Order());
    }

    [Fact]
    public void A_restore_that_waits_for_a_lock_can_be_stopped()
    {
        using var writer = Connect(_path);
        Execute(writer, "BEGIN IMMEDIATE");
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => Run(
            stage =>
            {
                if (stage == RestoreStage.Copied)
                    stop.CancelAfter(20);
            },
            stop.Token));
    }

    [Fact]
    public void A_backup_can_be_looked_at_without_a_change()
    {
        UserDatabase.CheckBackup(_path, _backup);
        Execute(_backup, "PRAGMA user_version = 99");
        Assert.Throws<DatabaseVersionNotSupportedException>(() => UserDatabase.CheckBackup(_path, _backup));
        Assert.Throws<InvalidDestinationException>(() => UserDatabase.CheckBackup(_path, _path));

        Assert.Equal("alice bob", Names(_path));
    }

    private static bool IsNoSideFile(string path) => !SqliteFile.SideFiles.Any(side => path.EndsWith(side, StringComparison.Ordinal));

    private string? Run(Action<RestoreStage> atStage, CancellationToken cancellation = default) =>
        SqliteRestore.Run(_path, _backup, keep: true, new LocalUserServiceOptions(), null, cancellation, atStage);

    private void AssertRefused<TException>(string backup)
        where TException : Exception
    {
        byte[] before = File.ReadAllBytes(_path);
        string[] files = Directory.GetFiles(_folder.Path);
        var error = Assert.Throws<TException>(() => UserDatabase.Restore(_path, backup));
        Assert.Contains(backup, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_path));
        Assert.Equal(files.Order(), Directory.GetFiles(_folder.Path).Order());
    }

    private LocalUserService OpenImpatient() =>
        LocalUserService.Open(_path, new LocalUserServiceOptions { LockWait = TimeSpan.FromMilliseconds(20) });

    private static LocalUserService Open(string path, bool create = false) =>
        LocalUserService.Open(path, new LocalUserServiceOptions { CreateDatabase = create });

    private static string Names(LocalUserService service) => string.Join(' ', service.ListUsers().Select(user => user.Username));

    private static string Names(string path)
    {
        using LocalUserService service = Open(path);
        return Names(service);
    }

    private static (ulong, ulong)? Identity(string path) =>
        UnixFileFacts.Read(UnixFileFacts.Encode(path)) is { } facts ? (facts.Device, facts.Number) : null;

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static object? Execute(string path, string sql)
    {
        using SqliteConnection connection = Connect(path);
        return Execute(connection, sql);
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    [DllImport("libc", EntryPoint = "link", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Link(string from, string to);
}
