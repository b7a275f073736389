using System.Security.Cryptography;
using FlowservUsers.Importing;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Core.Tests.Importing;

/// <summary>The source of an import: what state it may be in, and that no trace is left there.</summary>
public sealed class FlowservSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("delete", false)]
    [InlineData("delete", true)]
    [InlineData("truncate", true)]
    [InlineData("wal", false)]
    [InlineData("wal", true)]
    public void The_source_is_not_changed(string journalMode, bool isOpen)
    {
        using var source = new FlowservFile(_folder.File("flowserv.db"), journalMode);
        source.AddUser("alice");
        if (!isOpen)
            source.Dispose();
        string[] files = Files();
        byte[] before = Bytes(source.Path);

        Assert.Equal(1, Read(source.Path).Count);

        Assert.Equal(files, Files());
        Assert.Equal(before, Bytes(source.Path));
    }

    [Fact]
    public void The_URL_that_flowserv_has_leads_to_its_file()
    {
        using var source = new FlowservFile(_folder.File("flowserv.db"));
        source.AddUser("alice");

        // Before a full path the third slash of SQLAlchemy's URLs is followed by a fourth.
        Assert.Equal(1, Read("sqlite:///" + source.Path).Count);
    }

    [Fact]
    public void Changes_in_a_write_ahead_log_are_read()
    {
        using var source = new FlowservFile(_folder.File("flowserv.db"), "wal");
        source.AddUser("alice");
        source.AddUser("bob");

        Assert.Equal(2, Read(source.Path).Count);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    public void A_writer_that_has_not_committed_does_not_disturb(string journalMode)
    {
        using var source = new FlowservFile(_folder.File("flowserv.db"), journalMode);
        source.AddUser("alice");
        using SqliteTransaction transaction = source.Connection.BeginTransaction();
        using SqliteCommand insert = source.Connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO api_user VALUES ('{FlowservFile.NewId()}', '{FlowservFile.Hash("x")}', 'bob', 1)";
        insert.ExecuteNonQuery();

        Assert.Equal(1, Read(source.Path).Count);
        transaction.Commit();
        Assert.Equal(2, Read(source.Path).Count);
    }

    // Nobody has it open, so it is read without locks; after each write it is read again.
    [Fact]
    public void A_source_that_is_written_while_it_is_read_without_locks_is_read_again()
    {
        using var source = new FlowservFile(_folder.File("flowserv.db"), "wal");
        source.AddUser("alice");
        source.Dispose();
        int readings = 0;
        using var hook = new OpeningHook(() =>
        {
            if (++readings > 2)
                return;
            using var writer = new SqliteConnection($"Data Source={source.Path};Pooling=False");
            writer.Open();
            using SqliteCommand insert = writer.CreateCommand();
            insert.CommandText = $"INSERT INTO api_user VALUES ('{FlowservFile.NewId()}', '{FlowservFile.Hash("x")}', 'user{readings}', 1)";
            insert.ExecuteNonQuery();
        });

        Assert.Equal(3, Read(source.Path).Count);
        Assert.Equal(3, readings);
    }

    [Fact]
    public void A_writer_that_locks_out_readers_is_reported_as_busy()
    {
        using var source = new FlowservFile(_folder.File("flowserv.db"));
        source.Execute("BEGIN EXCLUSIVE");

        DatabaseBusyException error = Assert.Throws<DatabaseBusyException>(
            () => FlowservImport.Read(source.Path, TimeZoneInfo.Utc, TimeSpan.Zero));

        Assert.Equal(source.Path, error.Location);
    }

    [Fact]
    public void A_read_only_file_is_read()
    {
        using var source = new FlowservFile(_folder.File("flowserv.db"), "wal");
        source.AddUser("alice");
        source.Dispose();
        File.SetAttributes(source.Path, FileAttributes.ReadOnly);

        Assert.Equal(1, Read(source.Path).Count);
        File.SetAttributes(source.Path, FileAttributes.Normal);
    }

    [Fact]
    public void A_log_without_its_index_asks_for_recovery()
    {
        using var source = new FlowservFile(_folder.File("flowserv.db"), "wal");
        source.AddUser("alice");
        string copy = _folder.File("copy.db");
        File.Copy(source.Path, copy);
        File.Copy(source.Path + "-wal", copy + "-wal");

        DatabaseUnavailableException error = Assert.Throws<DatabaseUnavailableException>(() => Read(copy));

        Assert.Contains("Start flowserv once", error.Message);
        Assert.False(File.Exists(copy + "-shm"));
    }

    [Fact]
    public void A_journal_that_a_crash_left_asks_for_recovery()
    {
        using var source = new FlowservFile(_folder.File("flowserv.db"));
        source.AddUser("alice");
        // A cache of one page, so that the transaction writes to the file before it commits.
        source.Execute("PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE api_user SET name = 'mallory'; DELETE FROM workflow_group; CREATE TABLE filler (text)");
        source.Execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO filler SELECT hex(randomblob(100)) FROM n");
        string copy = _folder.File("copy.db");
        File.Copy(source.Path, copy);
        File.Copy(source.Path + "-journal", copy + "-journal");
        byte[] before = Bytes(copy);

        DatabaseUnavailableException error = Assert.Throws<DatabaseUnavailableException>(() => Read(copy));

        Assert.Contains("Start flowserv once", error.Message);
        Assert.Equal(before, Bytes(copy));
        Assert.True(File.Exists(copy + "-journal"));
    }

    [Fact]
    public void A_missing_or_empty_source_is_named()
    {
        string missing = _folder.File("missing.db");
        string empty = _folder.File("empty.db");
        File.WriteAllBytes(empty, []);

        Assert.All([missing, empty], path =>
        {
            DatabaseNotFoundException error = Assert.Throws<DatabaseNotFoundException>(() => Read(path));
            Assert.Contains($"no database of flowserv-core at '{path}'", error.Message);
        });
        Assert.False(File.Exists(missing));
    }

    [Fact]
    public void A_file_that_is_not_a_flowserv_database_is_reported()
    {
        string text = _folder.File("text.db");
        File.WriteAllText(text, new string('x', 500));
        string foreign = _folder.File("foreign.db");
        using (var connection = new SqliteConnection($"Data Source={foreign};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE api_user (user_id TEXT)";
            command.ExecuteNonQuery();
        }

        Assert.All([text, foreign, _folder.Path], path =>
        {
            NotAFlowservDatabaseException error = Assert.Throws<NotAFlowservDatabaseException>(() => Read(path));
            Assert.StartsWith($"'{path}' is not a database of flowserv-core.", error.Message);
        });
    }

    [Fact]
    public void Tables_with_different_columns_are_reported()
    {
        using var source = new FlowservFile(_folder.File("flowserv.db"));
        source.Execute("ALTER TABLE api_user RENAME COLUMN secret TO password");

        Assert.Contains("different columns", Assert.Throws<NotAFlowservDatabaseException>(() => Read(source.Path)).Message);
    }

    [Fact]
    public void A_database_of_this_service_needs_no_import()
    {
        using var own = new TestDatabase();

        Assert.Contains("It is a FlowservUsers database", Assert.Throws<NotAFlowservDatabaseException>(() => Read(own.Path)).Message);
    }

    [Fact]
    public void A_server_as_source_is_refused_without_showing_its_password()
    {
        DatabaseUnavailableException error = Assert.Throws<DatabaseUnavailableException>(() => Read("postgresql://flowserv:secret@host/flowserv"));

        Assert.DoesNotContain("secret", error.Message);
    }

    private string[] Files() => [.. Directory.GetFiles(_folder.Path).Order()];

    private static FlowservImport Read(string path) => FlowservImport.Read(path, TimeZoneInfo.Utc);

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return SHA256.HashData(file);
    }
}
