using Microsoft.Data.Sqlite;

namespace FlowservUsers.Reliability.Crash;

/// <summary>Makes a database as flowserv-core has it.</summary>
internal static class FlowservFile
{
    private const string Tables = """
        CREATE TABLE api_user (user_id VARCHAR(32) NOT NULL PRIMARY KEY, secret VARCHAR(512) NOT NULL, name VARCHAR(256) NOT NULL, active BOOLEAN NOT NULL);
        CREATE TABLE api_key (user_id VARCHAR(32) NOT NULL PRIMARY KEY, value VARCHAR(32), expires VARCHAR(32) NOT NULL);
        CREATE TABLE password_request (user_id VARCHAR(32) NOT NULL PRIMARY KEY, request_id VARCHAR(32), expires VARCHAR(32) NOT NULL);
        """;

    // A real hash of passlib; what its password was does not matter.
    private const string Hash = "$pbkdf2-sha256$29000$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /// <summary>Makes a file.</summary>
    /// <returns>Its path.</returns>
    public static string Create(string folder, string prefix, int users)
    {
        string path = Path.Combine(folder, $"{prefix}source.db");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA synchronous = OFF; BEGIN; {Tables}";
        for (int number = 0; number < users; number++)
            command.CommandText += $"INSERT INTO api_user VALUES ('{Guid.NewGuid():N}', '{Hash}', '{prefix}{number}', 1);";
        command.CommandText += "COMMIT";
        command.ExecuteNonQuery();
        return path;
    }
}
