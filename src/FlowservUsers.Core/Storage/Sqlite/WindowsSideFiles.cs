using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>
/// Gives the -wal, the -shm and the -journal of a database its access control list when they are created, as SQLite gives
/// them its mode on Unix. By default, Windows gives them the list of the folder, although they contain the same data as the database.
/// </summary>
[SupportedOSPlatform("windows")]
internal static class WindowsSideFiles
{
    private const uint OpenExisting = 3;
    private const int AccessDenied = 5;

    private static readonly CreateFileFunction OurCreateFile = OnCreateFile;
    private static readonly Lazy<bool> Installed = new(() => SqliteSystemCalls.TryReplace("CreateFileW", OurCreateFile));

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    private delegate nint CreateFileFunction(nint name, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    /// <summary>Is called before each opening of a file; the first call replaces the system call.</summary>
    public static void Install() => _ = Installed.Value;

    // What SQLite calls instead of CreateFileW. It must not throw, and SQLite looks at the error of the system.
    private static nint OnCreateFile(nint name, uint access, uint share, nint security, uint disposition, uint flags, nint template)
    {
        nint file;
        int error;
        try
        {
            file = disposition != OpenExisting && DatabaseOf(Marshal.PtrToStringUni(name)!) is { } database
                ? CreateAs(database, name, access, share, disposition, flags)
                : CreateFile(name, access, share, security, disposition, flags, template);
            error = Marshal.GetLastPInvokeError();
        }
        catch (Exception)
        {
            (file, error) = (-1, AccessDenied);
        }
        Marshal.SetLastSystemError(error);
        return file;
    }

    private static string? DatabaseOf(string path) =>
        SqliteFile.SideFiles.FirstOrDefault(side => path.EndsWith(side, StringComparison.OrdinalIgnoreCase)) is { } side ? path[..^side.Length] : null;

    private static nint CreateAs(string database, nint name, uint access, uint share, uint disposition, uint flags)
    {
        GCHandle descriptor = GCHandle.Alloc(WindowsFileAccess.OfDatabase(database).GetSecurityDescriptorBinaryForm(), GCHandleType.Pinned);
        try
        {
            var security = new SecurityAttributes { Length = Marshal.SizeOf<SecurityAttributes>(), Descriptor = descriptor.AddrOfPinnedObject() };
            return CreateFile(name, access, share, ref security, disposition, flags, 0);
        }
        finally
        {
            descriptor.Free();
        }
    }

    [DllImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true)]
    private static extern nint CreateFile(nint name, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [DllImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true)]
    private static extern nint CreateFile(nint name, uint access, uint share, ref SecurityAttributes security, uint disposition, uint flags, nint template);

    /// <summary>The SECURITY_ATTRIBUTES of Windows.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SecurityAttributes
    {
        public int Length;
        public nint Descriptor;
        public int Inherits;
    }
}
