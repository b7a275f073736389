using System.Runtime.Versioning;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Which file it is, whatever its names are.</summary>
/// <param name="Device">The file system that it lies on: its device on Linux, the serial number of its volume on Windows.</param>
/// <param name="Number">Its number there: the inode on Linux, the file index on Windows.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Number)
{
    /// <summary>What tells again and again which file a path leads to; null if there is none, or the system does not tell.</summary>
    public static Func<FileIdentity?> Reader(string path)
    {
        if (OperatingSystem.IsWindows())
            return ReaderOnWindows(path);
        byte[] encoded = UnixFileFacts.Encode(path);
        return () => UnixFileFacts.Read(encoded)?.Identity;
    }

    [SupportedOSPlatform("windows")]
    private static Func<FileIdentity?> ReaderOnWindows(string path) => () => WindowsFileIdentity.Read(path);
}
