namespace FlowservUsers.Storage.Sqlite;

/// <summary>Recognises the versions of SQLite that can damage a database.</summary>
internal static class SqliteEngineVersion
{
    /// <summary>
    /// Up to 3.51.2 two connections that write and checkpoint at the same moment can damage a database in WAL mode;
    /// fixed in 3.51.3, 3.50.7 and 3.44.6: https://www.sqlite.org/wal.html#walresetbug
    /// </summary>
    public static FlowservDatabaseFinding? Check(string version)
    {
        if (!Version.TryParse(version, out Version? parsed) || parsed >= new Version(3, 51, 3) || IsMended(parsed, 50, 7) || IsMended(parsed, 44, 6))
            return null;
        return new FlowservDatabaseFinding
        {
            Severity = DatabaseFindingSeverity.Error,
            Code = DatabaseFindingCode.EngineVersion,
            Message = $"SQLite {version} can, in rare cases, damage a database that several processes write to. Use a version of this module with SQLite 3.51.3 or later.",
        };
    }

    private static bool IsMended(Version version, int minor, int build) =>
        version.Major == 3 && version.Minor == minor && version.Build >= build;
}
