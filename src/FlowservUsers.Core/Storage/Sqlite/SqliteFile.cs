using System.Buffers.Binary;
using System.Runtime.Versioning;
using System.Text;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>A database file as the operating system sees it, before SQLite does.</summary>
internal static class SqliteFile
{
    /// <summary>"FsUs", the mark in the header of every file of this module.</summary>
    public const int ApplicationId = 0x46735573;

    /// <summary>What SQLite appends to the name of a database for the files that it puts beside it.</summary>
    public static readonly IReadOnlyList<string> SideFiles = ["-wal", "-shm", "-journal"];

    private const int HeaderLength = 100;
    // SQLite's own limit is 512, and it adds "-journal".
    private const int LongestPath = 504;
    private const int ApplicationIdOffset = 68;
    private static readonly byte[] Magic = "SQLite format 3\0"u8.ToArray();

    /// <summary>What is at a path.</summary>
    public enum Content
    {
        /// <summary>Nothing, or a file that is being created.</summary>
        Nothing,

        /// <summary>A file whose header has the mark of this module.</summary>
        Marked,

        /// <summary>An SQLite file without the mark, which may still wait in its write-ahead log.</summary>
        Unmarked,
    }

    /// <summary>Looks at a path without changing anything.</summary>
    /// <exception cref="NotAFlowservDatabaseException">It is a folder or a file of another kind.</exception>
    /// <exception cref="DatabaseUnavailableException">The file cannot be read.</exception>
    public static Content Inspect(string path)
    {
        byte[] header = new byte[HeaderLength];
        try
        {
            if (File.GetAttributes(path).HasFlag(FileAttributes.Directory))
                throw new NotAFlowservDatabaseException(path, "It is a folder. Give the path of a file in it.");
            // Before it is opened: a named pipe would wait for another program, and a device do who knows what.
            if (UnixFileFacts.Read(UnixFileFacts.Encode(path)) is { Kind: not UnixFileKind.Regular })
                throw new NotAFlowservDatabaseException(path, "It is a device, a named pipe or a socket. Give the path of a file.");
            long length = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).Length;
            if (length == 0)
                return Content.Nothing;
            if (length < HeaderLength)
                throw new NotAFlowservDatabaseException(path, "It is not an SQLite file.");
            SqliteHeader.Read(path, header);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Content.Nothing;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException or NotSupportedException or ArgumentException)
        {
            throw new DatabaseUnavailableException(path, $"The file cannot be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (SqliteErrors.Translate(exception, path, CancellationToken.None) is { } translated)
        {
            throw translated;
        }

        if (!header.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new NotAFlowservDatabaseException(path, "It is not an SQLite file.");
        return BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdOffset)) == ApplicationId ? Content.Marked : Content.Unmarked;
    }

    /// <summary>Creates an empty file that only its owner can read, unless there is a file already.</summary>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="DatabaseUnavailableException">
    /// The folder is missing or cannot be written to, there is an empty file of somebody else, or the log of another database.
    /// </exception>
    public static bool Create(string path)
    {
        RequirePossibleName(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            if (OperatingSystem.IsWindows())
                WindowsFileAccess.CreateForOwner(path);
            else
                new FileStream(path, options).Dispose();
            return true;
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new DatabaseUnavailableException(
                path, $"The folder '{Path.GetDirectoryName(path)}' does not exist. Create it, or check the path.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && !File.Exists(path))
        {
            throw new DatabaseUnavailableException(path, $"The file cannot be created: {exception.Message}", exception);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster, which is fine; or there was an empty file, which must be private from now on.
            Restrict(path);
            return false;
        }
    }

    /// <summary>Makes sure that a file has no other name: SQLite would keep a separate log for each name.</summary>
    /// <exception cref="DatabaseUnavailableException">There is another name.</exception>
    public static void RequireOneName(string path)
    {
        if (UnixFileFacts.Read(UnixFileFacts.Encode(path)) is { Names: > 1 })
            throw new DatabaseUnavailableException(path, OtherNames(path));
    }

    /// <summary>Describes that a file has other names (hard links), and what to do.</summary>
    public static string OtherNames(string path) =>
        "The file has other names (hard links), and changes made under one name are lost under another. "
        + $"Find them with: find / -xdev -samefile '{path}'. Delete all but one.";

    /// <summary>Makes sure that a database can be created under a name.</summary>
    /// <exception cref="DatabaseUnavailableException">The path is too long, or there is the log of a database and no database.</exception>
    public static void RequirePossibleName(string path)
    {
        if (!OperatingSystem.IsWindows() && Encoding.UTF8.GetByteCount(path) > LongestPath)
            throw new DatabaseUnavailableException(path, $"The path is too long: SQLite accepts up to {LongestPath} bytes.");
        // SQLite would delete what it takes for the log of a database that is gone. It may be all that is left of one, or the
        // last changes of one that was moved.
        if (!File.Exists(path) && SideFiles.FirstOrDefault(side => new FileInfo(path + side) is { Exists: true, Length: > 0 }) is { } side)
        {
            throw new DatabaseUnavailableException(
                path,
                $"The file '{path}{side}' contains the last changes of a database that was here, but the database itself is missing. "
                + "If the database was moved, move this file next to it, with a matching name. Otherwise, delete it.");
        }
    }

    private static void Restrict(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            // Not by its path, which can lead elsewhere by now.
            UnixFileFacts? facts = UnixFileFacts.Read((int)file.SafeFileHandle.DangerousGetHandle());
            if (facts is { } found && (found.Owner != UnixFileFacts.CurrentUser || found.Kind != UnixFileKind.Regular))
                throw new DatabaseUnavailableException(path, "The path is an empty file that belongs to another user. Delete it, or choose another path.");
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailableException(path, $"The path is a file that belongs to another user: {exception.Message}", exception);
        }
    }

    /// <summary>The database and the files beside it, those that exist.</summary>
    public static IEnumerable<string> FilesOf(string path) =>
        SideFiles.Select(side => path + side).Prepend(path).Where(File.Exists);

    /// <summary>Describes the problem if anyone but the owner can use a file or its side files.</summary>
    public static string? PermissionWarning(string path)
    {
        if (OperatingSystem.IsWindows())
            return WindowsPermissionWarning(path);
        string[] open = [.. FilesOf(path).Where(IsOpenToOthers)];
        if (open.Length == 0)
            return OwnerWarning(path);
        return $"Other users of this machine can read or write the database '{path}'. Restrict it: chmod 600 {string.Join(' ', open.Select(file => $"'{file}'"))}";
    }

    // The owner can read and change it, whatever its mode says.
    private static string? OwnerWarning(string path) =>
        UnixFileFacts.Read(UnixFileFacts.Encode(path)) is { } facts && facts.Owner != UnixFileFacts.CurrentUser
            ? $"The database '{path}' belongs to another user of this machine (uid {facts.Owner}), who can read and change it. If this is not intended, change the owner with chown."
            : null;

    /// <summary>Whether others than the owner can read or write a file.</summary>
    public static bool IsOpenToOthers(string path)
    {
        if (OperatingSystem.IsWindows())
            return WindowsFileAccess.OtherUsers(path).Any();
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        var file = new FileInfo(path);
        return file.Exists && (file.UnixFileMode & others) != 0;
    }

    [SupportedOSPlatform("windows")]
    private static string? WindowsPermissionWarning(string path)
    {
        (string File, string[] Users)[] open =
            [.. FilesOf(path).Select(file => (file, WindowsFileAccess.OtherUsers(file).ToArray())).Where(found => found.Item2.Length > 0)];
        return open.Length == 0
            ? null
            : $"Other users of this machine can read or write the database '{path}': {string.Join(", ", open.SelectMany(found => found.Users).Distinct())}. Restrict it: "
                + string.Join("; ", open.Select(found => $"icacls '{found.File}' /inheritance:d /remove:g {string.Join(' ', found.Users.Select(user => $"'{user}'"))}"));
    }
}
