using FlowservUsers.Storage.Sqlite;

namespace FlowservUsers.Importing;

/// <summary>The state of an SQLite file that another process may be using.</summary>
/// <param name="IsAlone">
/// True for a file in write-ahead mode that nobody has open. Opening it as usual would leave side files.
/// </param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="WrittenAt">When it was last written to (UTC).</param>
internal sealed record SourceFile(bool IsAlone, long Length, DateTime WrittenAt)
{
    private const int ReadVersionOffset = 19;
    private const int WriteAheadVersion = 2;

    /// <exception cref="DatabaseUnavailableException">The file has a log that nobody has open.</exception>
    public static SourceFile Inspect(string path)
    {
        // SQLite would open it, and a named pipe would wait for another program.
        if (SqliteFile.SideFiles.Select(side => path + side).FirstOrDefault(side => UnixFileFacts.Read(UnixFileFacts.Encode(side)) is { Kind: not UnixFileKind.Regular }) is { } special)
            throw NotAFlowservDatabaseException.OfFlowserv(path, $"'{special}' beside it is not a regular file. Delete it, or copy the database to another folder.");
        var file = new FileInfo(path);
        bool isAlone = false;
        if (UsesWriteAheadLog(path))
        {
            var log = new FileInfo(path + "-wal");
            bool isOpen = log.Exists && File.Exists(path + "-shm");
            if (!isOpen && log.Exists && log.Length > 0)
                throw NeedsRecovery(path);
            isAlone = !isOpen;
        }
        return new SourceFile(isAlone, file.Length, file.LastWriteTimeUtc);
    }

    public static DatabaseUnavailableException NeedsRecovery(string path, Exception? innerException = null) => new(
        path,
        "Its last writer stopped in the middle of a change, and only a program that can write to the file can recover it. "
        + "Start flowserv once, or open the file with the sqlite3 program, then import again.",
        innerException);

    private static bool UsesWriteAheadLog(string path)
    {
        byte[] header = new byte[ReadVersionOffset + 1];
        SqliteHeader.Read(path, header);
        return header[ReadVersionOffset] == WriteAheadVersion;
    }
}
