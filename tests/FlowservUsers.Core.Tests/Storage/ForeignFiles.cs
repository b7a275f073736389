using Microsoft.Data.Sqlite;

namespace FlowservUsers.Core.Tests.Storage;

/// <summary>Makes files that are no databases of this module.</summary>
internal static class ForeignFiles
{
    /// <summary>The tables of flowserv-core.</summary>
    public const string FlowservCore =
        """
        CREATE TABLE api_user (user_id VARCHAR(32) NOT NULL, secret VARCHAR(512) NOT NULL, name VARCHAR(256) NOT NULL, active BOOLEAN NOT NULL, PRIMARY KEY (user_id));
        CREATE TABLE api_key (user_id VARCHAR(32) NOT NULL, value VARCHAR(32), expires VARCHAR(32) NOT NULL, PRIMARY KEY (user_id), FOREIGN KEY(user_id) REFERENCES api_user (user_id), UNIQUE (value));
        CREATE TABLE password_request (user_id VARCHAR(32) NOT NULL, request_id VARCHAR(32), expires VARCHAR(32) NOT NULL, PRIMARY KEY (user_id), FOREIGN KEY(user_id) REFERENCES api_user (user_id), UNIQUE (request_id));
        INSERT INTO api_user VALUES ('0123456789abcdef0123456789abcdef', '$pbkdf2-sha256$29000$x$y', 'alice', 1);
        """;

    public const string OtherProgram = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO notes (text) VALUES ('kept');";

    public static void Create(string path, string sql)
    {
        using SqliteConnection connection = Open(path);
        Execute(connection, sql);
    }

    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Makes a database whose last changes are in its write-ahead log alone, as a killed program leaves it.</summary>
    public static void CreateWithLog(string path, string sql)
    {
        string original = path + ".original";
        using (SqliteConnection connection = Open(original))
        {
            Execute(connection, "PRAGMA journal_mode = WAL; " + sql);
            File.Copy(original, path);
            File.Copy(original + "-wal", path + "-wal");
        }
        File.Delete(original);
    }

    /// <summary>Every file of a folder with its content.</summary>
    public static IReadOnlyList<(string Name, string Content)> Snapshot(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.Exists(path) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Read(path))) : "folder")),
    ];

    /// <summary>Reads a file, also while another has it open.</summary>
    public static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }
}
