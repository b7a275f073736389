using Microsoft.Data.Sqlite;

namespace FlowservUsers.Reliability.Tests;

/// <summary>Files whose version is none: they are refused, and left as they are.</summary>
public sealed class RefusedFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Default Timeout=30");
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
