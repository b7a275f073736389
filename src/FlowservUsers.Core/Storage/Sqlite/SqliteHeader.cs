using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>
/// Reads the start of a file through SQLite's own handle. A handle of ours would not do: on Unix its closing would drop
/// the locks that the other connections of this process hold on the file, and another process could then write over them.
/// </summary>
internal static class SqliteHeader
{
    private const int FilePointer = 7; // SQLITE_FCNTL_FILE_POINTER
    private const int ReadMethod = 2; // The third member of sqlite3_io_methods, after the version and the one that closes.

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int ReadFunction(nint file, [Out] byte[] content, int length, long offset);

    /// <summary>Fills a buffer with the start of a file; bytes beyond its end are zero.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or read.</exception>
    public static void Read(string path, byte[] header)
    {
        using SqliteConnection connection = SqliteOpening.Open(path, SqliteOpenMode.ReadOnly);
        nint file = 0;
        SqliteErrors.ThrowIfFailed(FileControl(connection.Handle!, "main", FilePointer, ref file), connection.Handle!);
        var read = Marshal.GetDelegateForFunctionPointer<ReadFunction>(Marshal.ReadIntPtr(Marshal.ReadIntPtr(file), ReadMethod * nint.Size));
        int result = read(file, header, header.Length, 0);
        if (result != raw.SQLITE_IOERR_SHORT_READ)
            SqliteErrors.ThrowIfFailed(result, connection.Handle!);
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int FileControl(sqlite3 database, string name, int operation, ref nint result);
}
