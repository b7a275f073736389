namespace FlowservUsers.Storage.Sqlite;

/// <summary>The kinds of files, by the numbers that Unix has for them.</summary>
internal enum UnixFileKind
{
    /// <summary>A named pipe.</summary>
    Pipe = 0x1000,

    /// <summary>A device that takes characters, such as /dev/null.</summary>
    CharacterDevice = 0x2000,

    /// <summary>A folder.</summary>
    Folder = 0x4000,

    /// <summary>A device that takes blocks, such as a disk.</summary>
    BlockDevice = 0x6000,

    /// <summary>A file that holds data.</summary>
    Regular = 0x8000,

    /// <summary>A socket.</summary>
    Socket = 0xC000,
}
