using System.Runtime.InteropServices;

namespace FlowservUsers.Core.Tests.Sessions;

/// <summary>
/// Takes away the right to write a file from this thread until it is disposed, also if the tests run as root, whom
/// permissions do not stop.
/// </summary>
internal sealed class UnprivilegedReader : IDisposable
{
    private const uint Nobody = 65534;

    private readonly string _path;
    private readonly uint _before;

    private UnprivilegedReader(string path, bool canWriteFolder)
    {
        _path = path;
        string folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(path, FileAttributes.ReadOnly);
            return;
        }
        // Where the side files are made by the reader, the database itself stays as it is.
        File.SetUnixFileMode(folder, (UnixFileMode)(canWriteFolder ? 0b111_111_111 : 0b101_101_101));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        // Linux alone has a user for file access that belongs to one thread.
        if (OperatingSystem.IsLinux())
            _before = SetUserForFiles(Nobody);
    }

    public static UnprivilegedReader Of(string path, bool canWriteFolder = true) => new(path, canWriteFolder);

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(_path, FileAttributes.Normal);
            return;
        }
        if (OperatingSystem.IsLinux())
            _ = SetUserForFiles(_before);
        // So that the folder can be removed.
        File.SetUnixFileMode(Path.GetDirectoryName(_path)!, (UnixFileMode)0b111_000_000);
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern uint SetUserForFiles(uint user);
}
