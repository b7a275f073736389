namespace FlowservUsers.Storage.Sqlite;

/// <summary>Checks the files of a database, their folder and their file system.</summary>
internal static class SqliteFileFindings
{
    public static IEnumerable<FlowservDatabaseFinding> Find(string path)
    {
        string real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        string folder = Path.GetDirectoryName(real)!;
        var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(real)! : folder);
        return OfFiles(real).Concat(OfFolder(folder)).Concat(OfDrive(drive.DriveType, drive.DriveFormat));
    }

    /// <summary>Checks where a file is located.</summary>
    public static IEnumerable<FlowservDatabaseFinding> OfDrive(DriveType type, string format)
    {
        if (type == DriveType.Network)
        {
            yield return Warning(
                DatabaseFindingCode.NetworkFileSystem,
                $"The database is on a network file system ({format}), where SQLite's locks may not work. Move it to a local disk.");
        }
    }

    private static IEnumerable<FlowservDatabaseFinding> OfFiles(string path)
    {
        if (SqliteFile.PermissionWarning(path) is { } warning)
            yield return Warning(DatabaseFindingCode.FilePermissions, warning);
        if (UnixFileFacts.Read(UnixFileFacts.Encode(path)) is { Names: > 1 })
            yield return new() { Severity = DatabaseFindingSeverity.Error, Code = DatabaseFindingCode.HardLinks, Message = SqliteFile.OtherNames(path) };
    }

    private static IEnumerable<FlowservDatabaseFinding> OfFolder(string folder)
    {
        const UnixFileMode others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & others) != 0)
        {
            yield return Warning(
                DatabaseFindingCode.FolderPermissions,
                $"Other users of this machine can write to the folder '{folder}', and so can replace the files of the database. Restrict it: chmod go-w '{folder}'");
        }
    }

    private static FlowservDatabaseFinding Warning(DatabaseFindingCode code, string message) =>
        new() { Severity = DatabaseFindingSeverity.Warning, Code = code, Message = message };
}
