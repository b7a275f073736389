namespace FlowservUsers.Storage.Sqlite;

/// <summary>Puts a copy of a database in place, under a temporary name first, so that there is never a partial file.</summary>
internal static class SqliteBackup
{
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
        try
        {
            using var temporary = new TemporaryDatabase(Path.GetDirectoryName(destination)!);
            if (source is not null)
                RequireOther(source, destination, temporary.Path);
            write(temporary.Path);
            temporary.MoveTo(destination, overwrite);
        }
        catch (DatabaseUnavailableException exception) when (TemporaryDatabase.IsTemporary(exception.Location))
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
}
