using System.Runtime.InteropServices;
using FlowservUsers.Importing;

namespace FlowservUsers.Core.Tests.Importing;

/// <summary>Sources that somebody has made, or a fault has left: memory, time and rows are limited before anything is read whole.</summary>
public sealed class HostileSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase _target = new();

    public void Dispose()
    {
        _target.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("CREATE TABLE api_user (user_id TEXT, secret TEXT, name TEXT AS (hex(zeroblob(100000000))), active INTEGER)")]
    [InlineData("CREATE TABLE api_user (user_id TEXT, secret TEXT, name TEXT AS (upper(user_id)) STORED, active INTEGER)")]
    public void Generated_columns_are_refused(string table) => Refuses("generated columns", table);

    [Theory]
    [InlineData("CREATE VIEW api_user AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS user_id, '' AS secret, '' AS name, 1 AS active FROM n")]
    [InlineData("CREATE VIRTUAL TABLE api_user USING fts5 (user_id, secret, name, active)")]
    public void What_is_no_table_is_refused(string other)
    {
        NotAFlowservDatabaseException error = Assert.Throws<NotAFlowservDatabaseException>(() => Read(Source("DROP TABLE api_user; " + other)));

        Assert.Contains("does not contain the tables", error.Message);
    }

    [Theory]
    [InlineData("api_user (user_id TEXT, secret TEXT, name TEXT, active INTEGER)", "'same', 'x', 'alice', 1")]
    [InlineData("api_key (user_id TEXT, value TEXT, expires TEXT)", "'same', 'x', 'x'")]
    [InlineData("password_request (user_id TEXT, request_id TEXT, expires TEXT)", "'same', 'x', 'x'")]
    public void Rows_that_repeat_an_identifier_are_refused_without_reading_all(string table, string row)
    {
        string name = table.Split(' ')[0];
        string source = Source(
            $"DROP TABLE {name}; CREATE TABLE {table}",
            $"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO {name} SELECT {row} FROM n");

        long before = GC.GetAllocatedBytesForCurrentThread();
        NotAFlowservDatabaseException error = Assert.Throws<NotAFlowservDatabaseException>(() => Read(source));

        Assert.Contains($"{name} has several rows", error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
    }

    [Theory]
    [InlineData("api_user (user_id TEXT, secret TEXT, name TEXT, active INTEGER)", "NULL, 'x', 'alice', 1")]
    [InlineData("api_key (user_id TEXT, value TEXT, expires TEXT)", "NULL, 'x', 'x'")]
    public void More_rows_than_can_be_imported_are_refused(string table, string row)
    {
        string name = table.Split(' ')[0];
        string source = Source(
            $"DROP TABLE {name}; CREATE TABLE {table}",
            $"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250001) INSERT INTO {name} SELECT {row} FROM n");

        Assert.Contains($"{name} has more than 250,000 rows", Assert.Throws<NotAFlowservDatabaseException>(() => Read(source)).Message);
    }

    [Theory]
    [InlineData("name", "the name is not text, or far too long")]
    [InlineData("secret", "the stored hash of the password cannot be read")]
    [InlineData("user_id", "the identifier is not 32 hexadecimal digits")]
    public void A_value_that_is_too_long_is_not_read_and_the_rest_is_imported(string column, string reason)
    {
        string source = Source(
            $"INSERT INTO api_user VALUES ('{FlowservFile.NewId()}', 'x', 'alice', 1)",
            $"UPDATE api_user SET {column} = CAST(zeroblob(50000000) AS TEXT)",
            $"INSERT INTO api_user VALUES ('{FlowservFile.NewId()}', '{FlowservFile.Hash("x")}', 'bob', 1)");

        long before = GC.GetAllocatedBytesForCurrentThread();
        IReadOnlyList<FlowservImportResult> results = Read(source).Run(_target.Service);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
        Assert.Equal([reason, null], results.Select(result => result.Reason));
    }

    [Theory]
    [InlineData("name", 2048)]
    [InlineData("secret", 1024)]
    [InlineData("user_id", 100)]
    public void A_value_is_read_up_to_its_limit(string column, int limit)
    {
        string source = Source(
            $"INSERT INTO api_user VALUES ('{FlowservFile.NewId()}', 'x', 'alice', 1)", $"UPDATE api_user SET {column} = printf('%.*c', {limit}, 'x')",
            $"INSERT INTO api_user VALUES ('{FlowservFile.NewId()}', 'x', 'bob', 1)", $"UPDATE api_user SET {column} = printf('%.*c', {limit + 1}, 'y') WHERE name = 'bob'");

        IReadOnlyList<FlowservImportResult> results = Read(source).Preview(null);

        int[] lengths = [.. results.Select(result => column == "name" ? result.Username.Length : column == "user_id" ? result.Id.Length : 0)];
        Assert.Equal(column == "secret" ? [0, 0] : [limit, 0], lengths);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-journal")]
    [InlineData("-wal")]
    public void A_named_pipe_is_not_waited_for(string side)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has none in a folder.");
        string path = side.Length == 0 ? _folder.File("flowserv.db") : Source("SELECT 1");
        Assert.Equal(0, MakePipe(path + side, 0x180));

        Assert.Throws<NotAFlowservDatabaseException>(() => Read(path));
    }

    [Fact]
    public void An_import_can_be_stopped_before_its_first_user_is_looked_at()
    {
        FlowservImport import = Read(Source($"INSERT INTO api_user VALUES ('{FlowservFile.NewId()}', 'x', 'alice', 1)"));
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => import.Preview(null, stop.Token));
    }

    private void Refuses(string what, string table) => Assert.Contains(
        what, Assert.Throws<NotAFlowservDatabaseException>(() => Read(Source("DROP TABLE api_user; " + table))).Message);

    private string Source(params string[] statements)
    {
        string path = _folder.File($"{Guid.NewGuid():N}.db");
        using var source = new FlowservFile(path);
        source.Execute("PRAGMA foreign_keys = OFF");
        foreach (string statement in statements)
            source.Execute(statement);
        return path;
    }

    private static FlowservImport Read(string path) => FlowservImport.Read(path, TimeZoneInfo.Utc);

    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int MakePipe(string path, uint mode);
}
