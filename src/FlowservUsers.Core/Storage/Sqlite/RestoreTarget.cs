namespace FlowservUsers.Storage.Sqlite;

/// <summary>What is at the path that a backup is restored to.</summary>
internal static class RestoreTarget
{
    public enum Content
    {
        /// <summary>No file.</summary>
        Nothing,

        /// <summary>A database, perhaps a damaged one, or an empty file.</summary>
        Database,

        /// <summary>What was a database and has lost its beginning.</summary>
        Remains,
    }

    /// <summary>The path that links lead to.</summary>
    public static string Resolve(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    /// <summary>Looks at a path without changing anything.</summary>
    /// <param name="path">The path of the database.</param>
    /// <param name="file">The path that links lead to.</param>
    /// <param name="backup">The path of the backup.</param>
    /// <exception cref="InvalidDestinationException">It is the backup, or a file that belongs to a database.</exception>
    /// <exception cref="NotAFlowservDatabaseException">It is something else, which is to stay.</exception>
    /// <exception cref="DatabaseUnavailableException">The file has other names, or there is none but the log of one.</exception>
    public static Content Look(string path, string file, string backup)
    {
        RequireOther(path, file, Resolve(backup));
        try
        {
            SqliteFile.Content content = SqliteFile.Inspect(path);
            if (content == SqliteFile.Content.Nothing && !File.Exists(file))
            {
                SqliteFile.RequirePossibleName(file);
                return Content.Nothing;
            }
            // Of somebody else it may be, for whom it would be filled.
            if (content == SqliteFile.Content.Nothing)
                SqliteFile.Create(file);
            if (content == SqliteFile.Content.Unmarked)
                UnmarkedFile.Require(path);
            SqliteFile.RequireOneName(path);
            return Content.Database;
        }
        catch (NotAFlowservDatabaseException) when (SqliteRemains.Are(file))
        {
            SqliteFile.RequireOneName(path);
            return Content.Remains;
        }
    }

    private static void RequireOther(string path, string file, string backup)
    {
        if (SqliteFile.SideFiles.Prepend("").Any(side => IsSame(file + side, backup)))
            throw new InvalidDestinationException(path, "The backup is the database itself, or a file that belongs to it. Give the path of another file.");
        if (SqliteFile.SideFiles.Any(side => file.EndsWith(side, StringComparison.Ordinal) && File.Exists(file[..^side.Length])))
            throw new InvalidDestinationException(path, "It is the name of a file that belongs to another database. Choose another name.");
    }

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
        || FileIdentity.Reader(one)() is { } identity && FileIdentity.Reader(other)() == identity;
}
