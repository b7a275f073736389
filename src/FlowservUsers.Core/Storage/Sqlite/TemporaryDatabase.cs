namespace FlowservUsers.Storage.Sqlite;

/// <summary>
/// A file with the content of a database that is being written: for its owner only, under a name of its own, so that there is
/// never half a file under another one. What was not moved to its place goes when this is disposed.
/// </summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private const string Prefix = ".flowserv-backup-";

    // One that is under way is written to all the time.
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    /// <summary>Creates an empty file.</summary>
    /// <exception cref="DatabaseUnavailableException">The folder is missing or cannot be written to.</exception>
    public TemporaryDatabase(string folder)
    {
        RemoveAbandoned(folder);
        Path = System.IO.Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}");
        SqliteFile.Create(Path);
    }

    public string Path { get; }

    /// <summary>Puts the file, once it is on the disk, under its name.</summary>
    /// <exception cref="IOException">There is a file, and it is not to be replaced.</exception>
    public void MoveTo(string destination, bool overwrite)
    {
        using (var file = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite))
            file.Flush(flushToDisk: true);
        File.Move(Path, destination, overwrite);
    }

    public void Dispose()
    {
        foreach (string path in SqliteFile.SideFiles.Select(side => Path + side).Append(Path))
            File.Delete(path);
    }

    /// <summary>Removes what was left by processes that were killed: nobody else would, and it holds what a database holds.</summary>
    private static void RemoveAbandoned(string folder)
    {
        try
        {
            foreach (string file in Directory.GetFiles(folder, Prefix + "*").Where(IsTemporary))
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > AbandonedAfter)
                    File.Delete(file);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A backup does not fail for what another has left.
        }
    }

    /// <summary>Whether a path is that of such a file, or of one beside it. A user may have given a backup a name that begins alike.</summary>
    public static bool IsTemporary(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        name = name[Prefix.Length..];
        string id = SqliteFile.SideFiles.Aggregate(name, (left, side) => left.EndsWith(side, StringComparison.Ordinal) ? left[..^side.Length] : left);
        return Guid.TryParseExact(id, "N", out _);
    }
}
