using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>
/// Keeps SQLite's locks even if the process uses the same files in other ways.
/// <para>
/// SQLite sets the locks of POSIX, which belong to the process: when anything in it, such as Get-FileHash, Copy-Item or
/// another SQLite library, opens and closes the database or its -shm, they are gone, and SQLite does not know. Another
/// process then believes itself alone: it deletes the log that is in use, or writes into it at the same moment.
/// </para>
/// <para>
/// Linux has locks that belong to an open file instead. They exclude the other kind as well, so that programs that know
/// nothing of this are kept out as before. SQLite lets its system calls be replaced; here its locks are set through one
/// open file of our own for each file that it has open, which nobody else closes. Where there are no such locks, SQLite's
/// own are used as they are.
/// </para>
/// </summary>
internal static class SqliteLocks
{
    // From fcntl.h of Linux, the same on every processor with 64 bits.
    private const int GetLock = 5;
    private const int SetLock = 6;
    private const int SetLockWaiting = 7;
    private const int ToOpenFile = 31; // The difference between F_SETLK and F_OFD_SETLK, and so on.
    private const short Shared = 0;
    private const short Exclusive = 1;
    private const short Unlocked = 2;
    private const int ReadOnly = 0;
    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000;
    private const int InputOutputError = 5;

    // From the format of SQLite's locks: what every connection to a database in write-ahead mode holds a shared lock on.
    private const long SharedFirst = 0x40000002;
    private const long SharedSize = 510;

    private static readonly FcntlFunction OurFcntl = OnFcntl;
    private static readonly CloseFunction OurClose = OnClose;
    private static readonly ConcurrentDictionary<int, LockedFile> ByDescriptor = [];
    private static readonly Dictionary<FileIdentity, LockedFile> ByIdentity = [];
    private static readonly Lazy<bool> Installed = new(Replace);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int FcntlFunction(int descriptor, int command, nint argument);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int CloseFunction(int descriptor);

    /// <summary>Is called before each opening of a file; the first call replaces the system calls.</summary>
    /// <returns>Whether locks outlive the closing of other handles here.</returns>
    public static bool Install() => Installed.Value;

    /// <summary>Does something to a database while no other process has it open.</summary>
    /// <param name="database">A file that SQLite has open here, whatever its name is by now.</param>
    /// <param name="action">What is done.</param>
    /// <returns>Whether it was done.</returns>
    public static bool TryRunAlone(FileIdentity database, Action action)
    {
        LockedFile? file;
        lock (ByIdentity)
        {
            if (!ByIdentity.TryGetValue(database, out file) || file.Descriptor < 0)
                return false;
            file.Users++;
        }
        try
        {
            var shared = new FileLock { Type = Exclusive, Start = SharedFirst, Length = SharedSize };
            if (Fcntl(file.Descriptor, SetLock + ToOpenFile, ref shared) != 0)
                return false;
            action();
            shared.Type = Shared;
            _ = Fcntl(file.Descriptor, SetLock + ToOpenFile, ref shared);
            return true;
        }
        finally
        {
            Release(file);
        }
    }

    private static bool Replace()
    {
        if (!UnixFileFacts.CanBeRead || !Environment.Is64BitProcess)
            return false;
        return SqliteSystemCalls.TryReplace("close", OurClose) && SqliteSystemCalls.TryReplace("fcntl", OurFcntl);
    }

    // What SQLite calls instead of fcntl. It must not throw, and errno tells SQLite whether somebody has the lock.
    private static int OnFcntl(int descriptor, int command, nint argument)
    {
        int result;
        int error;
        try
        {
            LockedFile? file = command is GetLock or SetLock or SetLockWaiting ? Find(descriptor) : null;
            result = file is null ? Fcntl(descriptor, command, argument) : Lock(file.Descriptor, command + ToOpenFile, argument);
            error = Marshal.GetLastPInvokeError();
        }
        catch (Exception)
        {
            (result, error) = (-1, InputOutputError);
        }
        Marshal.SetLastSystemError(error);
        return result;
    }

    // What SQLite calls instead of close.
    private static int OnClose(int descriptor)
    {
        try
        {
            Forget(descriptor);
        }
        catch (Exception)
        {
            // The worst is an open file too many.
        }
        int result = Close(descriptor);
        Marshal.SetLastSystemError(Marshal.GetLastPInvokeError());
        return result;
    }

    private static int Lock(int descriptor, int command, nint argument)
    {
        var request = Marshal.PtrToStructure<FileLock>(argument);
        request.Process = 0;
        int result = Fcntl(descriptor, command, ref request);
        if (command == GetLock + ToOpenFile && result == 0)
            Marshal.StructureToPtr(request, argument, fDeleteOld: false);
        return result;
    }

    /// <summary>The open file that carries the locks of a file of SQLite; null where SQLite's own have to do.</summary>
    private static LockedFile? Find(int descriptor)
    {
        if (!ByDescriptor.TryGetValue(descriptor, out LockedFile? file))
        {
            lock (ByIdentity)
            {
                file = Share(descriptor);
                ByDescriptor[descriptor] = file;
            }
        }
        return file.Descriptor < 0 ? null : file;
    }

    private static LockedFile Share(int descriptor)
    {
        FileIdentity identity = UnixFileFacts.Read(descriptor)?.Identity ?? throw new IOException("The open file has no facts.");
        if (!ByIdentity.TryGetValue(identity, out LockedFile? file))
        {
            file = new LockedFile(identity, OpenAgain(descriptor));
            ByIdentity.Add(identity, file);
        }
        file.Users++;
        return file;
    }

    private static void Forget(int descriptor)
    {
        if (ByDescriptor.TryRemove(descriptor, out LockedFile? file))
            Release(file);
    }

    private static void Release(LockedFile file)
    {
        lock (ByIdentity)
        {
            if (--file.Users > 0)
                return;
            ByIdentity.Remove(file.Identity);
        }
        if (file.Descriptor < 0)
            return;
        // A child that is just being started shares the open file for a moment.
        var all = new FileLock { Type = Unlocked };
        _ = Fcntl(file.Descriptor, SetLock + ToOpenFile, ref all);
        _ = Close(file.Descriptor);
    }

    /// <summary>Reopens an open file under its current name; -1 if it cannot have locks of this kind.</summary>
    private static int OpenAgain(int descriptor)
    {
        byte[] path = UnixFileFacts.Encode($"/proc/self/fd/{descriptor}");
        int opened = Open(path, ReadWrite | CloseOnExec);
        if (opened < 0)
            opened = Open(path, ReadOnly | CloseOnExec);
        var question = new FileLock { Length = 1 };
        if (opened < 0 || Fcntl(opened, GetLock + ToOpenFile, ref question) == 0)
            return opened;
        _ = Close(opened);
        return -1;
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Fcntl(int descriptor, int command, nint argument);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Fcntl(int descriptor, int command, ref FileLock request);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);

    /// <summary>The request of fcntl, as Linux has it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }

    /// <summary>The open file that carries the locks, and how many of SQLite's share it.</summary>
    private sealed class LockedFile(FileIdentity identity, int descriptor)
    {
        public FileIdentity Identity => identity;

        public int Descriptor => descriptor;

        public int Users { get; set; }
    }
}
