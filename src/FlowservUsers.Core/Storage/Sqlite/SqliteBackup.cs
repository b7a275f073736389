namespace FlowservUsers.Storage.Sqlite;

/// <summary>Puts a copy of a database in place, under a temporary name first, so that there is never a partial file.</summary>
internal static class SqliteBackup
{
    private const string TemporaryPrefix = ".flowserv-backup-";

    // A backup that is under way is written to all the time.
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    /// <summary>Writes a file.</summary>
    /// <param name="source">The file that is copied, or null for a server.</param>
    /// <param name="destination">The path of the copy.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="write">Fills the empty file of a name that it is given.</param>
    /// <exception cref="DestinationExistsException">There is a file, and it is not to be replaced.</exception>
    /// <exception cref="InvalidDestinationException">The path cannot be written to.</exception>
    public static void Write(string? source, string destination, bool overwrite, Action<string> write)
    {
        RequireFree(destination, overwrite);
        string folder = Path.GetDirectoryName(destination)!;
        RemoveAbandoned(folder);
        string temporary = Path.Combine(folder, $"{TemporaryPrefix}{Guid.NewGuid():N}");
        try
        {
            SqliteFile.Create(temporary);
            if (source is not null)
                RequireOther(source, destination, temporary);
            write(temporary);
            using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
                file.Flush(flushToDisk: true);
            File.Move(temporary, destination, overwrite);
        }
        catch (DatabaseUnavailableException exception) when (exception.Location == temporary)
        {
            throw new InvalidDestinationException(destination, exception.InnerException?.Message ?? exception.Message);
        }
        catch (DatabaseFullException exception)
        {
            // The copy is all that is written.
            throw new DatabaseFullException(destination, exception.InnerException);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw !overwrite && File.Exists(destination)
                ? new DestinationExistsException(destination)
                : new InvalidDestinationException(destination, exception.Message);
        }
        finally
        {
            Delete(temporary);
        }
    }

    private static void RequireFree(string destination, bool overwrite)
    {
        if (Directory.Exists(destination) || Path.EndsInDirectorySeparator(destination))
            throw new InvalidDestinationException(destination, "It is a folder. Give the path of a file in it.");
        if (!Directory.Exists(Path.GetDirectoryName(destination)))
            throw new InvalidDestinationException(destination, "The folder does not exist. Create it, or check the path.");
        // SQLite would treat a log beside a database as part of it.
        if (SqliteFile.SideFiles.FirstOrDefault(side => File.Exists(destination + side)) is { } found)
            throw new InvalidDestinationException(destination, $"The file '{destination}{found}' shows that it is a database in use. Choose another name.");
        if (!overwrite && File.Exists(destination))
            throw new DestinationExistsException(destination);
    }

    /// <summary>
    /// A path can lead to the source in many ways. A file that was made in the one folder and is seen in the other tells
    /// that both are the same.
    /// </summary>
    private static void RequireOther(string source, string destination, string temporary)
    {
        string real = File.ResolveLinkTarget(source, returnFinalTarget: true)?.FullName ?? source;
        bool isSameFolder = File.Exists(Path.Combine(Path.GetDirectoryName(real)!, Path.GetFileName(temporary)));
        // SQLite would delete its own log, or wait forever for a transaction that nobody owns.
        if (isSameFolder && SqliteFile.SideFiles.Prepend("").Any(
            side => string.Equals(Path.GetFileName(real) + side, Path.GetFileName(destination), StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidDestinationException(destination, "It is the database itself, or a file that belongs to it. Choose another name.");
        }
    }

    /// <summary>Removes the leftovers of killed backups: nothing else does, and they contain the same data as the database.</summary>
    private static void RemoveAbandoned(string folder)
    {
        try
        {
            foreach (string file in Directory.GetFiles(folder, TemporaryPrefix + "*").Where(IsTemporary))
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

    // A user may have given a backup a name that begins like this.
    private static bool IsTemporary(string path)
    {
        string name = Path.GetFileName(path)[TemporaryPrefix.Length..];
        string id = SqliteFile.SideFiles.Aggregate(name, (left, side) => left.EndsWith(side, StringComparison.Ordinal) ? left[..^side.Length] : left);
        return Guid.TryParseExact(id, "N", out _);
    }

    private static void Delete(string temporary)
    {
        foreach (string path in SqliteFile.SideFiles.Select(side => temporary + side).Append(temporary))
            File.Delete(path);
    }
}
