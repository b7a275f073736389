using System.Text;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Reliability.Tests;

/// <summary>Files that are none of ours, or cannot be used: they are refused with the fitting error, and left as they are.</summary>
public sealed class RefusedFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_text_file_is_no_database()
    {
        File.WriteAllText(Path, "alice,correct horse battery\n");
        Refused<NotAFlowservDatabaseException>("not an SQLite file");
    }

    [Fact]
    public void A_file_that_only_begins_like_a_database_is_none()
    {
        File.WriteAllBytes(Path, [.. Encoding.ASCII.GetBytes("SQLite format 3\0"), .. new byte[200]]);
        Refused<DatabaseException>("");
    }

    [Fact]
    public void A_file_shorter_than_a_header_is_no_database()
    {
        File.WriteAllText(Path, "SQLite");
        Refused<NotAFlowservDatabaseException>("not an SQLite file");
    }

    [Fact]
    public void An_empty_file_is_a_missing_database_that_can_be_created()
    {
        File.WriteAllBytes(Path, []);
        Assert.Throws<DatabaseNotFoundException>(() => LocalUserService.Open(Path));
        Assert.Equal(0, new FileInfo(Path).Length);

        using LocalUserService service = LocalUserService.Open(Path, new LocalUserServiceOptions { CreateDatabase = true });
        Assert.Empty(service.ListUsers());
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public void A_database_of_another_program_is_refused(string journalMode)
    {
        Make($"PRAGMA journal_mode = {journalMode}; CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')");
        Refused<NotAFlowservDatabaseException>("another program");
    }

    [Fact]
    public void A_database_of_flowserv_is_refused_with_the_name_of_the_cmdlet_that_takes_it_over()
    {
        Make("CREATE TABLE api_user (user_id TEXT, name TEXT, secret TEXT, active INTEGER)");
        Refused<NotAFlowservDatabaseException>("Import-FlowservUser");
    }

    [Fact]
    public void A_database_of_another_program_in_the_middle_of_a_write_is_waited_for_and_then_refused()
    {
        Make("CREATE TABLE notes (text)");
        using (SqliteConnection writer = Connect())
        {
            Execute(writer, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO notes VALUES ('mine')");
            var options = new LocalUserServiceOptions { LockWait = TimeSpan.Zero };
            Assert.Throws<DatabaseBusyException>(() => LocalUserService.Open(Path, options));
        }
        Refused<NotAFlowservDatabaseException>("another program");
    }

    [Fact]
    public void A_newer_version_is_refused_with_both_versions()
    {
        MakeOurs("PRAGMA user_version = 99");
        var error = Refused<DatabaseVersionNotSupportedException>("99");
        Assert.Contains("Update the module", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_below_zero_means_a_damaged_file()
    {
        MakeOurs("PRAGMA user_version = -4");
        Refused<DatabaseCorruptException>("damaged");
    }

    [Fact]
    public void Tables_without_a_version_mean_a_damaged_file()
    {
        MakeOurs("PRAGMA user_version = 0");
        Refused<DatabaseCorruptException>("damaged");
    }

    private string Path => _folder.File("users.db");

    // Whether it may be created makes no difference: there is a file.
    private T Refused<T>(string text)
        where T : DatabaseException
    {
        byte[] before = File.ReadAllBytes(Path);
        T? error = null;
        foreach (bool create in new[] { false, true })
        {
            error = Assert.ThrowsAny<T>(() => LocalUserService.Open(Path, new LocalUserServiceOptions { CreateDatabase = create }));
            Assert.Equal(Path, error.Location);
            Assert.Contains(text, error.Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(Path));
            Assert.Equal([Path], Directory.GetFiles(_folder.Path));
        }
        return error!;
    }

    private void Make(string sql)
    {
        using SqliteConnection connection = Connect();
        Execute(connection, sql);
    }

    private void MakeOurs(string sql)
    {
        LocalUserService.Open(Path, new LocalUserServiceOptions { CreateDatabase = true }).Dispose();
        Make(sql);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
