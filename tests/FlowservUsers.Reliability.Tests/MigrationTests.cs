using FlowservUsers.Storage.Sqlite;
using FlowservUsers.Users;

namespace FlowservUsers.Reliability.Tests;

public sealed class MigrationTests : IDisposable
{
    private const string NextScript = "ALTER TABLE users ADD COLUMN display_name TEXT; UPDATE users SET display_name = username;";

    private readonly ScratchFolder _folder = new();
    private readonly string _path;

    public MigrationTests() => _path = _folder.File("users.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_version_1_file_opens_with_all_its_data()
    {
        CopyVersion1();
        string[] secrets = File.ReadAllLines(Data("users-v1.txt"));
        var clock = new MovableClock { Time = VersionSample.Time.AddMinutes(1) };
        using LocalUserService service = LocalUserService.Open(_path, new LocalUserServiceOptions { Clock = clock });

        Assert.Equal(
            ["Alice Active", "Bob Disabled", "Zo\u00EB Pending"],
            service.Accounts.List(new UserQuery { Statuses = [UserStatus.Active, UserStatus.Pending, UserStatus.Disabled] })
                .Select(user => $"{user.Username} {user.Status}"));
        FlowservUser alice = service.WhoAmIUser(secrets[0]);
        Assert.Equal(("Alice", VersionSample.Time), (alice.Username, alice.CreatedAt));
        Assert.Equal("laptop", Assert.Single(service.Sessions.List(alice.Id)).Label);
        Assert.Equal(4, service.Policy.Get().WorkFactor);
        Assert.Contains(service.Audit.List(new Auditing.AuditQuery()), happening => happening.Type == AuditEventType.UserDisabled);
        Assert.Equal("Alice", service.LoginUser("alice", VersionSample.Password).Username);
        Assert.Throws<InvalidCredentialsException>(() => service.LoginUser("alice", "something else"));
        Assert.Equal("Alice", service.ResetPassword(secrets[1], "another good password").Username);
        Assert.Equal(2L, FileCheck.Query(_path, "PRAGMA user_version"));
        Assert.Equal(0L, FileCheck.Query(_path, "SELECT count(*) FROM sqlite_master WHERE name = 'secret_keys'"));
        Assert.Equal(1L, FileCheck.Query(_path, "SELECT count(DISTINCT password_key_id) FROM users"));
    }

    [Fact]
    public void A_new_file_has_the_tables_that_a_migrated_one_has()
    {
        CopyVersion1();
        LocalUserService.Open(_path).Dispose();
        string created = _folder.File("new.db");
        LocalUserService.Open(created, new LocalUserServiceOptions { CreateDatabase = true }).Dispose();
        Assert.Equal(SchemaOf(_path), SchemaOf(created));
    }

    [Fact]
    public void A_migration_keeps_all_data_and_older_code_then_refuses_the_file()
    {
        CopyVersion1();
        OpenWith(NextScript).Dispose();
        Assert.Equal("Alice", FileCheck.Query(_path, "SELECT display_name FROM users WHERE username_key = 'alice'"));
        Assert.Throws<DatabaseVersionNotSupportedException>(() => LocalUserService.Open(_path));
    }

    [Theory]
    [InlineData(NextScript + "CREATE TABLE users (id INTEGER)")]
    [InlineData(NextScript + "INSERT INTO nowhere VALUES (1)")]
    [InlineData(NextScript + "this is no SQL")]
    public void A_migration_that_fails_leaves_the_old_version(string script)
    {
        CopyVersion1();
        string before = SchemaOf(_path);
        Assert.ThrowsAny<DatabaseException>(() => OpenWith(script));
        Assert.Equal(before, SchemaOf(_path));
        AssertIsVersion1();
    }

    [Fact]
    public void A_migration_that_is_killed_leaves_the_old_version()
    {
        CopyVersion1();
        using (ChildProcess child = ChildProcess.Start("migrate-slowly", _path))
        {
            // When pages of the new version are on the disk already.
            while (!File.Exists(_path + "-wal") || new FileInfo(_path + "-wal").Length < 1_000_000)
            {
                Assert.False(child.HasExited);
                Thread.Yield();
            }
            child.Kill();
            child.ReadToEnd();
        }
        AssertIsVersion1();
    }

    [Fact]
    public void A_file_of_version_1_without_its_key_is_left_as_it_is()
    {
        CopyVersion1();
        FileCheck.Query(_path, "DELETE FROM secret_keys");
        Assert.Throws<DatabaseCorruptException>(() => LocalUserService.Open(_path));
        Assert.Equal(1L, FileCheck.Query(_path, "PRAGMA user_version"));
        Assert.Equal(0L, FileCheck.Query(_path, "SELECT count(*) FROM sqlite_master WHERE name = 'hashing_keys'"));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_left_as_it_is()
    {
        CopyVersion1();
        FileCheck.Query(_path, "PRAGMA user_version = 99");
        byte[] before = File.ReadAllBytes(_path);
        Assert.Throws<DatabaseVersionNotSupportedException>(() => LocalUserService.Open(_path));
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    [Fact]
    public void A_creation_that_fails_leaves_no_tables()
    {
        Assert.ThrowsAny<DatabaseException>(() => SqliteUserStore.Open(
            _path, true, TimeSpan.Zero, CancellationToken.None, new SqliteSchema([SqliteSchema.Current.Scripts[0] + "this is no SQL"])));
        Assert.Throws<DatabaseNotFoundException>(() => LocalUserService.Open(_path));
        using LocalUserService service = LocalUserService.Open(_path, new LocalUserServiceOptions { CreateDatabase = true });
        Assert.Empty(service.ListUsers());
    }

    private static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    private void CopyVersion1() => File.Copy(Data("users-v1.sqlite"), _path);

    private SqliteUserStore OpenWith(string nextScript) => SqliteUserStore.Open(
        _path, false, TimeSpan.Zero, CancellationToken.None, new SqliteSchema([.. SqliteSchema.Current.Scripts, nextScript]));

    private void AssertIsVersion1()
    {
        Assert.Equal(1L, FileCheck.Query(_path, "PRAGMA user_version"));
        Assert.Equal("ok", FileCheck.Query(_path, "PRAGMA integrity_check"));
        using LocalUserService service = LocalUserService.Open(_path);
        Assert.Equal("Alice", service.Accounts.Get("alice").Username);
    }

    private static string SchemaOf(string path) => (string)FileCheck.Query(
        path, "SELECT group_concat(type || name || coalesce(sql, ''), ';') FROM (SELECT * FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name)");
}
