using Microsoft.Data.Sqlite;

namespace FlowservUsers.Reliability;

/// <summary>Looks at a database file without the code under test: is it whole, and is all in it that belongs together?</summary>
internal static class FileCheck
{
    public static void Run(string database, Report report)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        connection.Open();
        Integrity(connection, report);
        ContentCheck.Run(connection, report);
    }

    /// <summary>Looks only whether it is whole.</summary>
    public static void Integrity(string database, Report report)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        connection.Open();
        Integrity(connection, report);
    }

    private static void Integrity(SqliteConnection connection, Report report)
    {
        string integrity = (string)ContentCheck.Scalar(connection, "PRAGMA integrity_check");
        report.Check(integrity == "ok", $"integrity_check: {integrity}");
        report.Check((long)ContentCheck.Scalar(connection, "SELECT count(*) FROM pragma_foreign_key_check") == 0, "rows that point to nothing");
    }

    /// <summary>The one value of a query.</summary>
    public static object Query(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        connection.Open();
        return ContentCheck.Scalar(connection, sql);
    }
}
