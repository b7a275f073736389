using System.Reflection;
using System.Security.Cryptography;
using FlowservUsers.Storage.Sql;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Brings a database to the newest schema version, by numbered scripts in one transaction.</summary>
internal static class SqliteSchema
{
    /// <summary>The newest version this code knows.</summary>
    public const int NewestVersion = 1;

    private const int PasswordKeyBytes = 32;

    public static int ReadVersion(PreparedConnection connection) =>
        (int)connection.First("PRAGMA user_version", row => row.GetInt64(0));

    public static int ReadApplicationId(PreparedConnection connection) =>
        (int)connection.First("PRAGMA application_id", row => row.GetInt64(0));

    public static bool HasTable(PreparedConnection connection, string name) => connection.First(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = @name", row => row.GetInt64(0), ("@name", name)) > 0;

    /// <summary>Runs the scripts that are missing; to be called in a write transaction.</summary>
    public static void Migrate(PreparedConnection connection)
    {
        int version = ReadVersion(connection);
        if (version == 0)
            connection.Execute($"PRAGMA application_id = {SqliteFile.ApplicationId}");
        while (version < NewestVersion)
        {
            version++;
            connection.Execute(ReadScript($"sqlite-{version:000}.sql"));
            if (version == 1)
            {
                connection.Execute(
                    "INSERT INTO secret_keys (name, value) VALUES ('password', @value)",
                    ("@value", RandomNumberGenerator.GetBytes(PasswordKeyBytes)));
            }
            connection.Execute($"PRAGMA user_version = {version}");
        }
    }

    public static byte[]? ReadPasswordKey(PreparedConnection connection) => connection.First(
        "SELECT value FROM secret_keys WHERE name = 'password'", row => row.GetFieldValue<byte[]>(0));

    private static string ReadScript(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
