using Microsoft.Data.Sqlite;

namespace FlowservUsers.Benchmarks;

/// <summary>A separate database, removed at the end.</summary>
internal sealed class BenchmarkDatabase : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flowserv-benchmark-");
    private readonly string _path;

    public BenchmarkDatabase(int workFactor)
    {
        _path = Path.Combine(_folder.FullName, "users.db");
        Service = LocalUserService.Open(_path, new LocalUserServiceOptions { CreateDatabase = true });
        Service.Policy.Set(Service.Policy.Get() with { WorkFactor = workFactor });
    }

    public LocalUserService Service { get; }

    public FlowservUser Register(string username) => Service.RegisterUser(username, Password);

    /// <summary>Changes the database without the service.</summary>
    public void Execute(FormattableString sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, sql.Format, [.. Enumerable.Range(0, sql.ArgumentCount).Select(index => $"@p{index}")]);
        for (int index = 0; index < sql.ArgumentCount; index++)
            command.Parameters.AddWithValue($"@p{index}", sql.GetArgument(index));
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Service.Dispose();
        _folder.Delete(recursive: true);
    }
}
