using FlowservUsers.Reliability.Corruption;
using Microsoft.Data.Sqlite;

namespace FlowservUsers.Reliability.Tests;

/// <summary>Files that are whole, and hold what no version of the module writes.</summary>
public sealed class BrokenRuleTests : IDisposable
{
    private static readonly string[] Statements =
    [
        "UPDATE users SET created_at = 9000000000000000000",
        "UPDATE users SET created_at = -9223372036854775808",
        "UPDATE users SET created_at = NULL",
        "UPDATE users SET activated_at = 253402300800000",
        "UPDATE users SET last_login_at = -62135596800001",
        "UPDATE users SET password_changed_at = NULL",
        "UPDATE users SET locked_until = 9000000000000000000",
        "UPDATE users SET failed_logins = 9000000000000000000",
        "UPDATE users SET failed_logins = 2147483647",
        "UPDATE users SET failed_logins = -5",
        "UPDATE users SET status = 7",
        "UPDATE users SET status = -1",
        "UPDATE users SET status = NULL",
        "UPDATE users SET username = NULL",
        "UPDATE users SET username = ''",
        "UPDATE users SET username = CAST(x'ff00fe' AS TEXT)",
        "UPDATE users SET username_key = upper(username_key)",
        "UPDATE users SET id = NULL WHERE username_key = 'alice'",
        "UPDATE users SET id = 'alice' WHERE username_key = 'bob'",
        "UPDATE users SET password_scheme = 'rot13'",
        "UPDATE users SET password_scheme = NULL",
        "UPDATE users SET password_hash = ''",
        "UPDATE users SET password_hash = NULL",
        "UPDATE users SET password_hash = '$2b$31$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyzabcde'",
        "UPDATE users SET password_scheme = 'pbkdf2-sha256', password_hash = '$pbkdf2-sha256$2000000000$abcd$abcd'",
        "UPDATE sessions SET expires_at = 9000000000000000000",
        "UPDATE sessions SET expires_at = 9223372036854775807",
        "UPDATE sessions SET expires_at = NULL",
        "UPDATE sessions SET last_used_at = 9223372036854775807",
        "UPDATE sessions SET last_used_at = -9223372036854775808",
        "UPDATE sessions SET id = NULL",
        "UPDATE sessions SET key_prefix = NULL",
        "UPDATE sessions SET user_id = 'nobody'",
        "UPDATE sessions SET user_id = NULL",
        "UPDATE password_resets SET expires_at = 9000000000000000000",
        "UPDATE password_resets SET expires_at = NULL",
        "UPDATE password_resets SET user_id = 'nobody'",
        "UPDATE unknown_logins SET failed_logins = 9000000000000000000",
        "UPDATE unknown_logins SET locked_until = 9000000000000000000",
        "UPDATE audit_events SET type = 'Nonsense'",
        "UPDATE audit_events SET type = '7'",
        "UPDATE audit_events SET type = '700'",
        "UPDATE audit_events SET type = NULL",
        "UPDATE audit_events SET occurred_at = 9000000000000000000",
        "UPDATE settings SET value = -5 WHERE name <> 'WorkFactor'",
        "UPDATE settings SET value = 9000000000000000000 WHERE name <> 'WorkFactor'",
        "UPDATE settings SET value = NULL WHERE name <> 'WorkFactor'",
        "INSERT INTO settings VALUES ('Nonsense', 1)",
        "INSERT OR REPLACE INTO settings VALUES ('SessionIdleTimeout', -5)",
        "INSERT OR REPLACE INTO settings VALUES ('SessionIdleTimeout', 9000000000000000000)",
        "INSERT OR REPLACE INTO settings VALUES ('SessionLifetime', 9000000000000000000)",
        "INSERT OR REPLACE INTO settings VALUES ('MaximumSessionsPerUser', 0)",
        "UPDATE hashing_keys SET value = x'00'",
        "UPDATE hashing_keys SET value = NULL",
        "DELETE FROM hashing_keys",
        "DROP TABLE hashing_keys",
        "DROP TABLE sessions",
        "DROP TABLE audit_events",
        "ALTER TABLE sessions DROP COLUMN label",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -4",
        "PRAGMA user_version = 2",
        "PRAGMA application_id = 0",
        "CREATE TRIGGER broken BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'no'); END",
    ];

    private static readonly Lazy<(ScratchFolder Folder, SampleDatabase Sample)> Shared = new(() =>
    {
        var folder = new ScratchFolder();
        return (folder, SampleDatabase.Create(folder.File("users.db")));
    });

    private readonly ScratchFolder _folder = new();

    public static TheoryData<string> Rules => [.. Statements];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_file_that_breaks_a_rule_works_or_is_reported_by_the_module(string statement)
    {
        string path = _folder.File("users.db");
        File.Copy(Shared.Value.Sample.Path, path);
        Break(path, statement);

        var report = new Report(TextWriter.Null);
        new Battery(Shared.Value.Sample, report, statement).Run(path);
        Assert.Empty(report.Problems);
    }

    // Takes the rules out of the text of the schema, breaks them, and puts them back.
    private static void Break(string path, string statement)
    {
        Execute(path, "PRAGMA writable_schema = ON; CREATE TABLE kept AS SELECT rowid AS row, sql FROM sqlite_master; "
            + "UPDATE sqlite_master SET sql = replace(replace(sql, 'NOT NULL', ''), 'STRICT, ', '') WHERE type = 'table' AND name <> 'kept'");
        Execute(path, $"PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; {statement}");
        Execute(path, "PRAGMA writable_schema = ON; "
            + "UPDATE sqlite_master SET sql = coalesce((SELECT sql FROM kept WHERE row = sqlite_master.rowid), sql) WHERE type = 'table' AND name <> 'kept' "
            + (statement.StartsWith("ALTER", StringComparison.Ordinal) ? "AND name <> 'sessions'" : ""));
        Execute(path, "DROP TABLE kept");
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
