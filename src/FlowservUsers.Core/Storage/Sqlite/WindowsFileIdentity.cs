using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Asks Windows which file a path leads to, or is open.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsFileIdentity
{
    // With this access alone, nobody who keeps others from reading the file is in the way.
    private const uint ReadAttributes = 0x80;
    private const uint ShareAll = 7;
    private const uint OpenExisting = 3;
    private const uint AlsoFolders = 0x02000000; // FILE_FLAG_BACKUP_SEMANTICS

    /// <summary>The file that a path leads to in the end; null if there is nothing, or nothing that can be seen.</summary>
    public static FileIdentity? Read(string path)
    {
        using SafeFileHandle file = CreateFile(path, ReadAttributes, ShareAll, 0, OpenExisting, AlsoFolders, 0);
        return file.IsInvalid ? null : Read(file.DangerousGetHandle());
    }

    /// <summary>The file that is open under a handle.</summary>
    public static FileIdentity? Read(nint handle) => GetFileInformation(handle, out Information found)
        ? new FileIdentity(found.VolumeSerialNumber, ((ulong)found.FileIndexHigh << 32) | found.FileIndexLow)
        : null;

    [DllImport("kernel32", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode)]
    private static extern SafeFileHandle CreateFile(string path, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [DllImport("kernel32", EntryPoint = "GetFileInformationByHandle")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformation(nint handle, out Information information);

    /// <summary>The BY_HANDLE_FILE_INFORMATION of Windows; its times are pairs of 32 bits.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Information
    {
        public uint Attributes;
        public long Created;
        public long Accessed;
        public long Written;
        public uint VolumeSerialNumber;
        public uint SizeHigh;
        public uint SizeLow;
        public uint Names;
        public uint FileIndexHigh;
        public uint FileIndexLow;
    }
}
