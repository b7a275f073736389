using System.Runtime.InteropServices;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>The calls of the system that SQLite lets be replaced, for the whole process.</summary>
internal static class SqliteSystemCalls
{
    // From sqlite3.h: sqlite3_vfs begins with three integers; in its third version the seventeenth pointer after them replaces
    // a system call.
    private const int VersionWithSystemCalls = 3;
    private const int PointersBefore = 16;

    private static readonly int SetSystemCallMember = (IntPtr.Size == 8 ? 16 : 12) + PointersBefore * IntPtr.Size;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private delegate int SetSystemCall(nint fileSystem, string name, nint function);

    /// <summary>Replaces a call.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="function">The replacement; the caller keeps it alive.</param>
    /// <returns>False if this SQLite does not know the call.</returns>
    public static bool TryReplace(string name, Delegate function)
    {
        nint fileSystem = FindFileSystem(0);
        if (fileSystem == 0 || Marshal.ReadInt32(fileSystem) < VersionWithSystemCalls)
            return false;
        var set = Marshal.GetDelegateForFunctionPointer<SetSystemCall>(Marshal.ReadIntPtr(fileSystem, SetSystemCallMember));
        return set(fileSystem, name, Marshal.GetFunctionPointerForDelegate(function)) == 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static extern nint FindFileSystem(nint name);
}
