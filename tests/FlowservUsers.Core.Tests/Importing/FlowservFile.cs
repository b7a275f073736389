using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Core.Tests.Importing;

/// <summary>A database as flowserv-core 0.9.4 creates and fills it.</summary>
public sealed class FlowservFile : IDisposable
{
    public const string Password = "correct horse battery";

    private const string Schema =
        """
        CREATE TABLE api_user (user_id VARCHAR(32) NOT NULL, secret VARCHAR(512) NOT NULL, name VARCHAR(256) NOT NULL, active BOOLEAN NOT NULL, PRIMARY KEY (user_id));
        CREATE TABLE api_key (user_id VARCHAR(32) NOT NULL, value VARCHAR(32), expires VARCHAR(32) NOT NULL, PRIMARY KEY (user_id), FOREIGN KEY(user_id) REFERENCES api_user (user_id), UNIQUE (value));
        CREATE TABLE password_request (user_id VARCHAR(32) NOT NULL, request_id VARCHAR(32), expires VARCHAR(32) NOT NULL, PRIMARY KEY (user_id), FOREIGN KEY(user_id) REFERENCES api_user (user_id), UNIQUE (request_id));
        CREATE TABLE workflow_group (group_id VARCHAR(32) NOT NULL, name VARCHAR(512) NOT NULL, PRIMARY KEY (group_id));
        INSERT INTO workflow_group VALUES ('0123456789abcdef0123456789abcdef', 'a group');
        """;

    public FlowservFile(string path, string journalMode = "delete")
    {
        Path = path;
        Connection = new SqliteConnection($"Data Source={path};Pooling=False");
        Connection.Open();
        Execute($"PRAGMA journal_mode = {journalMode}");
        Execute(Schema);
    }

    public string Path { get; }

    /// <summary>A connection that flowserv holds, until the file is closed.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Adds a user; the password is stripped and hashed as flowserv does it.</summary>
    /// <returns>The identifier.</returns>
    public string AddUser(string name, string password = Password, bool active = true, string? id = null, int rounds = 1000)
    {
        id ??= NewId();
        AddRow(id, Hash(password, rounds), name, active ? 1 : 0);
        return id;
    }

    public void AddRow(object id, object secret, object name, object active) => Execute(
        "INSERT INTO api_user (user_id, secret, name, active) VALUES (@p0, @p1, @p2, @p3)", id, secret, name, active);

    /// <returns>The key.</returns>
    public string AddKey(string userId, string expires)
    {
        string key = NewId();
        Execute("INSERT INTO api_key VALUES (@p0, @p1, @p2)", userId, key, expires);
        return key;
    }

    /// <returns>The identifier of the request.</returns>
    public string AddRequest(string userId, string expires)
    {
        string request = NewId();
        Execute("INSERT INTO password_request VALUES (@p0, @p1, @p2)", userId, request, expires);
        return request;
    }

    public void Execute(string sql, params object[] values)
    {
        using SqliteCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        for (int index = 0; index < values.Length; index++)
            command.Parameters.AddWithValue($"@p{index}", values[index]);
        command.ExecuteNonQuery();
    }

    public static string NewId() => Guid.NewGuid().ToString("N");

    public static string Hash(string password, int rounds = 1000)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        byte[] digest = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password.Trim()), salt, rounds, HashAlgorithmName.SHA256, 32);
        return $"$pbkdf2-sha256${rounds}${Encode(salt)}${Encode(digest)}";
    }

    public void Dispose() => Connection.Dispose();

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '.');
}
